import { type EcsClient, type Image, isImageBusy } from "ecs-client";
import type { UpdateContext } from "terraform-plugin";
import { isInterruption, withInterruption } from "../operation/interruption.ts";
import { poll } from "../operation/poll.ts";
import { isOutage, retry } from "../operation/retry.ts";
import { type TagPolicy, type Tags, tagChanges } from "../tags/policy.ts";
import type { CommonPlan, CommonState } from "./arguments.ts";
import { changeInterrupted, explainImage } from "./errors.ts";
import { known, toCommonState } from "./state.ts";

/** How long to wait until the service reports a changed name or description. */
const READ_BACK_MS = 15_000;

/** The most tags that one call sets or removes. */
const TAGS_PER_CALL = 20;

/**
 * Changes name, description and tags of an image in place. The state has every step from the moment it succeeded. If a step
 * fails, the change ends: the next apply makes the rest of it.
 *
 * @param toState makes the state of the plan; its image is null where nothing had to be read back
 */
export async function updateImage<State extends CommonState, Plan extends CommonPlan>(
  { state, plan, signal, partial }: UpdateContext<State, Plan, unknown>,
  ecs: EcsClient,
  policy: TagPolicy,
  toState: (plan: Plan, imageId: string, image: Image | null, policy: TagPolicy) => State,
): Promise<State> {
  const imageId = state.id;
  let current: State = state;
  const progress = (changes: Partial<CommonState>) => {
    current = { ...current, ...changes };
    partial(current);
  };
  const { tags, default_tags } = toCommonState(plan, imageId, null, policy);
  const changed = changedAttributes(state, plan);
  const isModified = Object.keys(changed).length > 0;
  try {
    if (isModified) {
      await change(() => ecs.modifyImageAttribute({ imageId, ...changed }, signal), signal);
      progress({
        image_name: changed.imageName ?? state.image_name,
        description: changed.description ?? state.description,
      });
    }
    await updateTags(imageId, { from: allTags(state), to: allTags({ tags, default_tags }) }, ecs, signal);
    progress({ tags, default_tags });
  } catch (error) {
    throw isInterruption(error, signal)
      ? changeInterrupted(imageId, signal, error)
      : explainImage(error, withInterruption(`Cannot change the image ${imageId}`, signal));
  }
  const image = isModified ? await readBack(imageId, changed, ecs, signal) : null;
  return toState(plan, imageId, image, policy);
}

/** Makes a call that changes an image, and repeats it while the image is busy. */
function change<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return retry(call, { isTemporary: isImageBusy }, signal);
}

interface ChangedAttributes {
  readonly imageName?: string;
  readonly description?: string;
}

function changedAttributes(state: CommonState, plan: CommonPlan): ChangedAttributes {
  const imageName = known(plan.image_name);
  const description = known(plan.description);
  return {
    ...(imageName !== null && imageName !== state.image_name && { imageName }),
    ...(description !== null && description !== state.description && { description }),
  };
}

function allTags({ tags, default_tags }: Pick<CommonState, "tags" | "default_tags">): Tags {
  return { ...default_tags, ...tags };
}

/** Removes tags before it sets others, so that an image with the maximum number of tags can exchange one. */
async function updateTags(
  imageId: string,
  tags: { readonly from: Tags; readonly to: Tags },
  ecs: EcsClient,
  signal: AbortSignal,
): Promise<void> {
  const target = { resourceType: "image", resourceIds: [imageId] };
  const { set, remove } = tagChanges(tags.from, tags.to);
  for (const keys of chunks(remove)) await change(() => ecs.untagResources(target, keys, signal), signal);
  for (const some of chunks(set)) await change(() => ecs.tagResources(target, some, signal), signal);
}

/** The image, as soon as the service reports the change; after {@link READ_BACK_MS} the image as it is reported then. */
async function readBack(
  imageId: string,
  changed: ChangedAttributes,
  ecs: EcsClient,
  signal: AbortSignal,
): Promise<Image | null> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(READ_BACK_MS)]);
  let last: Image | null = null;
  const describe = () => ecs.describeImage(imageId, deadline);
  try {
    await poll(async () => {
      last = await retry(describe, { isTemporary: isOutage }, deadline);
      return last && shows(last, changed) ? true : undefined;
    }, deadline);
  } catch {
    // The change was accepted. It has not failed if the service reports it late, or does not respond now.
  }
  return last;
}

function shows(image: Image, { imageName, description }: ChangedAttributes): boolean {
  return (
    (imageName === undefined || image.imageName === imageName) &&
    (description === undefined || image.description === description)
  );
}

function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += TAGS_PER_CALL)
    yield items.slice(start, start + TAGS_PER_CALL);
}
