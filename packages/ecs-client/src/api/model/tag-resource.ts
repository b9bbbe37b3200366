import type { Fields } from "../../call/fields.ts";

/** A tag together with the resource that has it. */
export interface TagResource {
  readonly resourceId: string;
  readonly resourceType: string | null;
  readonly key: string;
  readonly value: string;
}

/** Reads one item of `TagResources.TagResource[]`. */
export function tagResourceFromApi(item: Fields): TagResource {
  return {
    resourceId: item.requiredString("ResourceId"),
    resourceType: item.string("ResourceType"),
    key: item.requiredString("TagKey"),
    value: item.string("TagValue") ?? "",
  };
}
