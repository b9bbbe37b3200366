import type { LoggedRequest } from "local-stack";
import type { CommandResult, StateFile } from "terraform-plugin/testing";
import type { StackImage } from "../support/test-stack.ts";
import { unframed } from "../support/text.ts";

/** What no command may write, unless its processes were killed. */
const DEFECTS = [
  /panic: /,
  /Provider defect/,
  /mistake in/,
  /inconsistent (?:result|final plan)/,
  /unexpected new value/,
  /Plugin did not respond/,
  /Request cancelled/,
  /\bundefined\b|\[object Object\]/,
];

const INTERRUPTED = 130;

/** IDs of the images in a state, including deposed ones. */
function storedIds(state: StateFile): ReadonlySet<string> {
  return new Set([...state.values()].map(({ attributes }) => String(attributes.id)));
}

/** Images that are neither in the state nor being deleted. */
export function imagesOutsideState(images: readonly StackImage[], state: StateFile): readonly StackImage[] {
  const stored = storedIds(state);
  return images.filter(({ ImageId, Status }) => !stored.has(ImageId) && Status !== "UnAvailable");
}

/** Describes each defect in the output of a command whose processes were not killed. */
export function defectsOf(result: CommandResult): readonly string[] {
  const text = unframed(`${result.stdout}\n${result.stderr}`);
  const found = DEFECTS.filter((defect) => defect.test(text)).map(
    (defect) => `the command wrote ${defect}: ${text}`,
  );
  // An interrupt before terraform handles signals ends it without any output.
  if (result.exitCode !== 0 && result.exitCode !== INTERRUPTED && !/Error: /.test(text))
    found.push(`the command failed without an error: ${text}`);
  return found;
}

/** Describes each resource that was created with two client tokens in one command, or with none. */
export function doubleCreates(requests: readonly LoggedRequest[]): readonly string[] {
  const tokens = new Map<string, Set<string>>();
  for (const { parameters } of requests) {
    const { ImageName, DestinationImageName, ClientToken = "" } = parameters;
    const name = ImageName ?? DestinationImageName ?? "";
    tokens.set(name, (tokens.get(name) ?? new Set()).add(ClientToken));
  }
  return [...tokens].flatMap(([name, used]) =>
    used.size > 1 || used.has("")
      ? [`the creation of ${name} had ${used.size} client tokens in one command`]
      : [],
  );
}

/** Describes a retry that made a second image: the service made more images than it accepted client tokens. */
export function repeatedCreates(
  requests: readonly LoggedRequest[],
  imagesEverMade: number,
): readonly string[] {
  const accepted = requests.filter(
    ({ errorCode, status, fault }) => errorCode === null && (status === 200 || fault === "drop-after"),
  );
  const tokens = new Set(accepted.map(({ parameters }) => parameters.ClientToken));
  return tokens.size === imagesEverMade
    ? []
    : [`${imagesEverMade} images were made for ${tokens.size} client tokens that were accepted`];
}

/** Describes each difference between the images on the stack and those in the configuration and the state. */
export function differences(
  images: readonly StackImage[],
  names: readonly string[],
  state: StateFile,
): readonly string[] {
  const found: string[] = [];
  const there = images.map(({ ImageName }) => ImageName).sort();
  const wanted = [...names].sort();
  if (there.join() !== wanted.join()) found.push(`the stack has ${there.join()} instead of ${wanted.join()}`);
  const ids = images.map(({ ImageId }) => ImageId).sort();
  const stored = [...storedIds(state)].sort();
  if (ids.join() !== stored.join()) found.push(`the state has ${stored.join()} instead of ${ids.join()}`);
  const odd = images
    .filter(({ Status }) => Status !== "Available")
    .map(({ ImageId, Status }) => `${ImageId} ${Status}`);
  if (odd.length > 0) found.push(`not available: ${odd.join()}`);
  return found;
}
