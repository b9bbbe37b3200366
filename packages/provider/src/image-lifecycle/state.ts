import type { Image } from "ecs-client";
import { isUnknown, type Unknown } from "terraform-plugin";
import { defaultTagsOf, fromApiTags, type TagPolicy } from "../tags/policy.ts";
import type { CommonPlan, CommonState } from "./arguments.ts";

/**
 * The common state of an image that was read, from what the service reports and from what was stored before. `policy` is null while the
 * provider block is not known.
 */
export function commonStateFromApi(image: Image, stored: CommonState, policy: TagPolicy | null): CommonState {
  const tags = fromApiTags(
    image.tags,
    { own: stored.tags ?? {}, defaults: stored.default_tags ?? {} },
    policy,
  );
  const hasOwnTags = Object.keys(tags.own).length > 0;
  return {
    id: image.imageId,
    image_name: image.imageName,
    description: image.description || null,
    status: image.status,
    creation_time: image.creationTime,
    // An empty map and none mean the same to the service, but not to Terraform: the one that is stored stays.
    tags: hasOwnTags || isEmpty(stored.tags) ? tags.own : null,
    default_tags: tags.defaults,
    force: stored.force,
  };
}

/**
 * The common state of an image that was created or changed: planned values stay as planned, as Terraform demands, and the others come from
 * the service. `image` is null while the service does not show it; what is open is null then.
 */
export function toCommonState(
  plan: CommonPlan,
  imageId: string,
  image: Image | null,
  policy: TagPolicy,
): CommonState {
  const tags = known(plan.tags);
  return {
    id: imageId,
    image_name: orIfUnknown(plan.image_name, image?.imageName),
    description: orIfUnknown(plan.description, image?.description || null),
    status: orIfUnknown(plan.status, image?.status),
    creation_time: orIfUnknown(plan.creation_time, image?.creationTime),
    tags,
    default_tags: orIfUnknown(plan.default_tags, defaultTagsOf(tags, policy)),
    force: known(plan.force),
  };
}

/** The value, or null while it is unknown. */
export function known<T>(value: T | Unknown): T | null {
  return isUnknown(value) ? null : value;
}

/** The planned value, or where it was left open the actual one; null where nothing is known of it. */
export function orIfUnknown<T>(planned: T | Unknown, actual: T | null | undefined): T | null {
  return isUnknown(planned) ? (actual ?? null) : planned;
}

function isEmpty(tags: CommonState["tags"]): boolean {
  return tags !== null && Object.keys(tags).length === 0;
}
