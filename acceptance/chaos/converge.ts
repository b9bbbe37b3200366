import { unframed } from "../support/text.ts";
import { addressOf } from "./configuration.ts";
import type { ImageBlock } from "./scenario.ts";
import type { ScenarioWorkspace } from "./scenario-workspace.ts";

/** The limit of applies: one for each image that an error names, and some for images that are being replaced. */
const MAX_APPLIES = 6;

const ADVICE =
  /image "([^"]+)" failed: .*The name belongs to the image (m-\S+) \(status (\w+), .*terraform import <address of the resource> (?:(\S+):)?(m-\S+)\. /;

/** The result of applying again. */
export interface Convergence {
  /** IDs of the images that an error named together with the command that imports them. */
  readonly namedIds: readonly string[];
  /** The images of the final configuration; some may have another name than before. */
  readonly images: readonly ImageBlock[];
  /** Why an apply failed, unless a name was taken. */
  readonly failure: string | undefined;
}

/** Applies without faults until it succeeds, and after each failure follows the advice of its errors. */
export async function converge(
  workspace: ScenarioWorkspace,
  wanted: readonly ImageBlock[],
): Promise<Convergence> {
  const namedIds: string[] = [];
  const replace: string[] = [];
  let images = wanted;
  const failed = (failure: string): Convergence => ({ namedIds, images, failure });
  for (let attempt = 1; attempt <= MAX_APPLIES; attempt++) {
    workspace.write(images, undefined);
    const result = await workspace.run("apply", "-input=false", "-auto-approve", ...replace.splice(0));
    if (result.exitCode === 0) return { namedIds, images, failure: undefined };
    const errors = unframed(result.stderr).split("Error: ").slice(1);
    const advice = errors.map((error) => adviceOf(error, images));
    namedIds.push(...advice.flatMap((each) => each?.imageId ?? []));
    for (const [index, each] of advice.entries()) {
      if (!each) return failed(`an apply without faults failed: ${errors[index]}`);
      try {
        const adopted = await adopt(workspace, each);
        images = images.map((image) => (image === each.image ? adopted : image));
      } catch (failure) {
        return failed(failure instanceof Error ? failure.message : String(failure));
      }
      if (each.status === "CreateFailed") replace.push(`-replace=${addressOf(each.image)}`);
    }
  }
  return failed(`${MAX_APPLIES} applies were not enough`);
}

/** What an error says about the existing image that has the name of a configured one. */
interface Advice {
  readonly image: ImageBlock;
  readonly imageId: string;
  /** The ID in the advised import command. */
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
 * Follows the advice of an error about a taken name, and returns the image to configure afterwards. An image outside the state is
 * imported. When the resource still holds the image to be replaced, that one moves to another address first, and so gets destroyed. When
 * the resource holds the named image already, tainted, it is untainted if it is Available; else the configured image gets another name.
 */
async function adopt(
  workspace: ScenarioWorkspace,
  { image, imageId, importId, status }: Advice,
): Promise<ImageBlock> {
  const address = addressOf(image);
  const state = workspace.state();
  const current = state.get(address);
  if (current?.attributes.id === imageId) {
    if (status !== "Available") return { ...image, name: `${image.name}-again` };
    await workspace.succeed("untaint", address);
    return image;
  }
  if (current || [...state.keys()].some((each) => each.startsWith(`${address} (deposed `)))
    await workspace.succeed("state", "mv", address, `${address}_replaced`);
  await workspace.succeed("import", "-input=false", address, importId);
  return image;
}
