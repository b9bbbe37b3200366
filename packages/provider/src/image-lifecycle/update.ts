import type { EcsClient, Image } from "ecs-client";
import { DiagnosticError, isUnknown, type UpdateContext } from "terraform-plugin";
import { explain } from "../operation/errors.ts";
import { poll } from "../operation/poll.ts";
import { type TagPolicy, type Tags, tagChanges, withDefaultTags } from "../tags/tag-policy.ts";
import { known, type PlannedReported, type StoredImage } from "./state.ts";
import { interrupted, interruption, lastFailure, whileImageIsBusy } from "./wait.ts";

/** How long a changed name or description may take to be shown by the service before it is taken for granted. */
const SETTLE_MS = 15_000;

/** The most tags that one call sets or removes. */
const TAGS_PER_CALL = 20;

/** What can be changed of an image, as it is planned. */
type PlannedChange = PlannedReported & { readonly tags: Tags | null };

/**
 * Changes name, description and tags of an image in place. After every step that succeeded the state says so. `settle` makes the state
 * of the plan; its image is null where nothing had to be asked.
 */
export async function updateImage<State extends StoredImage, Planned extends PlannedChange>(
  { state, plan: planned, signal, partial }: UpdateContext<State, Planned>,
  ecs: EcsClient,
  policy: TagPolicy,
  settle: (plan: Planned, imageId: string, image: Image | null, policy: TagPolicy) => State,
): Promise<State> {
  const imageId = state.id ?? "";
  const allTags = withDefaultTags(planned.tags, policy);
  // Where tags depended on other objects, all of them are known only now.
  const plan = isUnknown(planned.tags_all) ? { ...planned, tags_all: allTags } : planned;
  let current: State = state;
  const progress = (changes: Partial<StoredImage>) => {
    current = { ...current, ...changes };
    partial(current);
  };
  const changed = changedAttributes(state, plan);
  try {
    if (changed.imageName !== undefined || changed.description !== undefined) {
      await whileImageIsBusy(() => ecs.modifyImageAttribute({ imageId, ...changed }, signal), signal);
      progress({
        image_name: changed.imageName ?? state.image_name,
        description: changed.description ?? state.description,
      });
    }
    await updateTags(imageId, state, allTags, ecs, signal);
    progress({ tags: plan.tags, tags_all: known(plan.tags_all) });
  } catch (error) {
    throw interrupted(error, signal)
      ? changeInterrupted(imageId, signal, error)
      : explain(error, `Cannot change the image ${imageId}`);
  }
  const isRenamed = Object.keys(changed).length > 0;
  return settle(plan, imageId, isRenamed ? await readBack(imageId, changed, ecs, signal) : null, policy);
}

interface ChangedAttributes {
  readonly imageName?: string;
  readonly description?: string;
}

function changedAttributes(state: StoredImage, plan: PlannedChange): ChangedAttributes {
  const imageName = known(plan.image_name);
  const description = known(plan.description);
  return {
    ...(imageName !== null && imageName !== state.image_name && { imageName }),
    ...(description !== null && description !== state.description && { description }),
  };
}

/** Removes what is not wanted any more before it sets the rest, so that an image with the most tags can swap one. */
async function updateTags(
  imageId: string,
  state: StoredImage,
  to: Tags,
  ecs: EcsClient,
  signal: AbortSignal,
): Promise<void> {
  const target = { resourceType: "image", resourceIds: [imageId] };
  const from: Tags = { ...state.tags_all, ...state.tags };
  const { set, remove } = tagChanges(from, to);
  for (const keys of chunks(remove)) await ecs.untagResources(target, keys, signal);
  for (const tags of chunks(set)) await ecs.tagResources(target, tags, signal);
}

/** The image once the service shows what was changed; what it shows after {@link SETTLE_MS} otherwise. */
async function readBack(
  imageId: string,
  changed: ChangedAttributes,
  ecs: EcsClient,
  signal: AbortSignal,
): Promise<Image | null> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(SETTLE_MS)]);
  let last: Image | null = null;
  try {
    await poll(async () => {
      last = await ecs.describeImage(imageId, deadline);
      return last && shows(last, changed) ? true : undefined;
    }, deadline);
  } catch {
    // The change was accepted: that the service is slow to show it, or cannot be asked now, is no failure of the change.
  }
  return last;
}

function shows(image: Image, { imageName, description }: ChangedAttributes): boolean {
  return (
    (imageName === undefined || image.imageName === imageName) &&
    (description === undefined || image.description === description)
  );
}

function changeInterrupted(imageId: string, signal: AbortSignal, cause: unknown): DiagnosticError {
  return new DiagnosticError(
    "Image is not changed completely",
    `The change of the image ${imageId} did not come to its end, because ${interruption(signal)}.${lastFailure(cause)} What was done by then is in the state; apply again for the rest.`,
  );
}

function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += TAGS_PER_CALL)
    yield items.slice(start, start + TAGS_PER_CALL);
}
