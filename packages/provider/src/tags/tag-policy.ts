/** Tags as Terraform has them. */
export type Tags = Readonly<Record<string, string>>;

/** What the provider block says about tags. */
export interface TagPolicy {
  /** Tags of every object, unless its own have the key. */
  readonly defaults: Tags;
  /** Keys that others manage. */
  readonly ignoredKeys: readonly string[];
  readonly ignoredPrefixes: readonly string[];
}

/** Beginnings of the keys of tags that the service itself sets. */
const SYSTEM_PREFIXES = ["acs:", "aliyun"];

/**
 * The tags of an object that Terraform sees: all but those of the system and the ignored ones. A tag that is managed here, because the
 * object or the provider block has it, is seen although it is ignored.
 */
export function visibleTags(
  tags: Iterable<{ readonly key: string; readonly value: string }>,
  own: Tags | null,
  policy: TagPolicy,
): Tags {
  const isManaged = (key: string) => Object.hasOwn(own ?? {}, key) || Object.hasOwn(policy.defaults, key);
  const isIgnored = (key: string) =>
    policy.ignoredKeys.includes(key) || policy.ignoredPrefixes.some((prefix) => key.startsWith(prefix));
  const isSystem = (key: string) => SYSTEM_PREFIXES.some((prefix) => key.startsWith(prefix));
  return Object.fromEntries(
    [...tags]
      .filter(({ key }) => !isSystem(key) && (isManaged(key) || !isIgnored(key)))
      .map(({ key, value }) => [key, value]),
  );
}

/** All tags that an object shall have. */
export function withDefaultTags(own: Tags | null, policy: TagPolicy): Tags {
  return { ...policy.defaults, ...own };
}

/** The tags that a new object gets, as the service takes them; undefined for none. */
export function tagsOfNew(
  own: Tags | null,
  policy: TagPolicy,
): readonly { readonly key: string; readonly value: string }[] | undefined {
  const tags = Object.entries(withDefaultTags(own, policy)).map(([key, value]) => ({ key, value }));
  return tags.length === 0 ? undefined : tags;
}

/**
 * The object's own tags among all that are visible: a tag that the provider block gives is not its own, unless the object has
 * it in its own tags already.
 */
export function ownTags(visible: Tags, stored: Tags | null, policy: TagPolicy): Tags {
  return Object.fromEntries(
    Object.entries(visible).filter(
      ([key, value]) => policy.defaults[key] !== value || Object.hasOwn(stored ?? {}, key),
    ),
  );
}

/** What must be set and what must be removed to get from one set of tags to another; a changed value is only set. */
export function tagChanges(
  from: Tags,
  to: Tags,
): { readonly set: readonly { key: string; value: string }[]; readonly remove: readonly string[] } {
  return {
    set: Object.entries(to)
      .filter(([key, value]) => !Object.hasOwn(from, key) || from[key] !== value)
      .map(([key, value]) => ({ key, value })),
    remove: Object.keys(from).filter((key) => !Object.hasOwn(to, key)),
  };
}

/** Whether two sets of tags are the same. */
export function sameTags(a: Tags, b: Tags): boolean {
  const { set, remove } = tagChanges(a, b);
  return set.length === 0 && remove.length === 0;
}
