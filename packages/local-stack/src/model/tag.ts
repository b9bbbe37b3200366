/** One tag, with the field names of the API's responses. */
export type Tag = { readonly TagKey: string; readonly TagValue: string };

/** The tags of a resource, wrapped as the API wraps lists, in the order in which they were set. */
export type Tags = { readonly Tag: readonly Tag[] };

/** The tags with those of `changes` set: a known key keeps its place and gets the new value, a new one goes last. */
export function withTags(tags: Tags, changes: readonly Tag[]): Tags {
  const values = new Map(tags.Tag.map((tag) => [tag.TagKey, tag.TagValue]));
  for (const tag of changes) values.set(tag.TagKey, tag.TagValue);
  return { Tag: [...values].map(([TagKey, TagValue]) => ({ TagKey, TagValue })) };
}

/** The tags without those for which `removed` says true. */
export function withoutTags(tags: Tags, removed: (tag: Tag) => boolean): Tags {
  return { Tag: tags.Tag.filter((tag) => !removed(tag)) };
}
