import { apiError } from "../../errors/api-error.ts";
import type { Tag, Tags } from "../../model/tag.ts";
import { isLong } from "./text-rules.ts";

/** The most tags that a resource can have and that one request can set. Source: "ECS API reference, TagResources". */
export const MAX_TAGS = 20;

/** The errors of `checkNewTags`. */
export const newTagErrors = ["tagKeyMalformed", "tagValueMalformed", "duplicateTagKey", "tagQuota"] as const;

/** Checks the tags of a new resource; returns them with an empty text for each missing value. */
export function checkNewTags(tags: readonly Partial<Tag>[]): Tags {
  const complete = checkTags(tags);
  if (complete.length > MAX_TAGS) throw apiError("tagQuota");
  return { Tag: complete };
}

/** Checks key, value and uniqueness of tags that are to be set. */
export function checkTags(tags: readonly Partial<Tag>[]): Tag[] {
  const complete = tags.map(({ TagKey, TagValue = "" }) => {
    if (TagKey === undefined || !isTagKey(TagKey)) throw apiError("tagKeyMalformed");
    if (!isTagValue(TagValue)) throw apiError("tagValueMalformed");
    return { TagKey, TagValue };
  });
  if (new Set(complete.map((tag) => tag.TagKey)).size < complete.length) throw apiError("duplicateTagKey");
  return complete;
}

/** Whether a user may set a tag of that key: 1 to 128 characters, not `aliyun…` or `acs:…`, no web address in it. */
export function isTagKey(key: string): boolean {
  return isLong(key, 1, 128) && !isSystemTagKey(key) && !/https?:\/\//.test(key);
}

/** Whether the tag belongs to the service: users can neither set nor remove it. */
export function isSystemTagKey(key: string): boolean {
  return key.startsWith("acs:") || key.startsWith("aliyun");
}

/** How many of the tags a user set; only those count against the limit. */
export function userTagCount(tags: Tags): number {
  return tags.Tag.filter((tag) => !isSystemTagKey(tag.TagKey)).length;
}

function isTagValue(value: string): boolean {
  return isLong(value, 0, 128) && !value.startsWith("acs:") && !/https?:\/\//.test(value);
}
