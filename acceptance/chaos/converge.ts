import { unframed } from "../support/text.ts";
import { addressOf } from "./configuration.ts";
import type { ImageBlock } from "./scenario.ts";
import type { Bench } from "./testbed.ts";

/** The most applies it may take: one for every image that an error names, and some for images that are being replaced. */
const MOST_APPLIES = 6;

const ADVICE =
  /image "([^"]+)" failed: .*The name belongs to the image (m-\S+) \(status (\w+), .*terraform import <address of the resource> (?:(\S+):)?(m-\S+)\. /;

/** How applying again went. */
export interface Convergence {
  /** Images that an error named together with the command that takes them over. */
  readonly named: readonly string[];
  /** The images that are configured in the end: one of them may have got another name. */
  readonly images: readonly ImageBlock[];
  /** Why an apply failed, other than that a name is taken. */
  readonly failure: string | undefined;
}

/** Applies, does what errors advise, and applies again, until it succeeds. */
export async function converge(bench: Bench, wanted: readonly ImageBlock[]): Promise<Convergence> {
  const named: string[] = [];
  const replace: string[] = [];
  let images = wanted;
  const failed = (failure: string): Convergence => ({ named, images, failure });
  for (let attempt = 1; attempt <= MOST_APPLIES; attempt++) {
    bench.write(images, undefined);
    const result = await bench.run("apply", "-input=false", "-auto-approve", ...replace.splice(0));
    if (result.exitCode === 0) return { named, images, failure: undefined };
    const errors = unframed(result.stderr).split("Error: ").slice(1);
    const advice = errors.map((error) => adviceOf(error, images));
    named.push(...advice.flatMap((each) => each?.imageId ?? []));
    for (const [index, each] of advice.entries()) {
      if (!each) return failed(`an apply without faults failed: ${errors[index]}`);
      try {
        const adopted = await adopt(bench, each);
        images = images.map((image) => (image === each.image ? adopted : image));
      } catch (failure) {
        return failed(failure instanceof Error ? failure.message : String(failure));
      }
      if (each.status === "CreateFailed") replace.push(`-replace=${addressOf(each.image)}`);
    }
  }
  return failed(`${MOST_APPLIES} applies were not enough`);
}

/** What an error says of the image that has the name of a configured one. */
interface Advice {
  readonly image: ImageBlock;
  readonly imageId: string;
  /** What the advised command names the image by. */
  readonly importId: string;
  readonly status: string;
}

function adviceOf(error: string, images: readonly ImageBlock[]): Advice | undefined {
  const [, name, owner, status = "", region, imageId = ""] = ADVICE.exec(error) ?? [];
  const image = images.find((each) => each.name === name);
  return image && owner === imageId
    ? { image, imageId, importId: region ? `${region}:${imageId}` : imageId, status }
    : undefined;
}

/**
 * Does what the error of a taken name advises, and returns the image as it is to be configured then. An image that is in no state is
 * imported; where its resource still has the one that it replaces, that one gets another address and is destroyed. One that the resource
 * has already, tainted, is kept if it can be used, else its successor gets another name.
 */
async function adopt(bench: Bench, { image, imageId, importId, status }: Advice): Promise<ImageBlock> {
  const address = addressOf(image);
  const state = bench.state();
  const current = state.get(address);
  if (current?.attributes.id === imageId) {
    if (status !== "Available") return { ...image, name: `${image.name}-again` };
    await bench.succeed("untaint", address);
    return image;
  }
  if (current || [...state.keys()].some((each) => each.startsWith(`${address} (deposed `)))
    await bench.succeed("state", "mv", address, `${address}_replaced`);
  await bench.succeed("import", "-input=false", address, importId);
  return image;
}
