import type { Fields } from "../../call/fields.ts";

/** A tag of a resource. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Tags as responses hold them, `Tags.Tag[]`; older releases spell the fields Key and Value. */
export function tagsFromApi(resource: Fields): Tag[] {
  return resource.list("Tags", "Tag").map((tag) => ({
    key: tag.string("TagKey") ?? tag.requiredString("Key"),
    value: tag.string("TagValue") ?? tag.string("Value") ?? "",
  }));
}

/** Tags as requests hold them, `Tag.N.Key` and `Tag.N.Value`. */
export function tagsToRequest(
  tags: readonly Tag[] | undefined,
): { Key: string; Value: string }[] | undefined {
  return tags?.map(({ key, value }) => ({ Key: key, Value: value }));
}
