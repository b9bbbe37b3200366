import { apiError } from "../../errors/api-error.ts";
import type { Tag, Tags } from "../../model/tag.ts";
import { MAX_TAGS } from "./tag-rules.ts";

/** The errors of `tagFilter`. */
export const tagFilterErrors = ["tagMismatch", "tagCount"] as const;

/** Makes a filter from `Tag.N`: all must match; a key without value matches any value. */
export function tagFilter(wanted: readonly Partial<Tag>[]): (tags: Tags) => boolean {
  if (wanted.length > MAX_TAGS) throw apiError("tagCount");
  if (wanted.some((tag) => tag.TagKey === undefined)) throw apiError("tagMismatch");
  return (tags) =>
    wanted.every(({ TagKey, TagValue }) =>
      tags.Tag.some((tag) => tag.TagKey === TagKey && (TagValue === undefined || tag.TagValue === TagValue)),
    );
}
