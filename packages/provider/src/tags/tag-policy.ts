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

/** The tags of an object that Terraform sees: all but those of the system and the ignored ones. */
export function visibleTags(
  tags: Iterable<{ readonly key: string; readonly value: string }>,
  policy: TagPolicy,
): Tags {
  const hidden = [...SYSTEM_PREFIXES, ...policy.ignoredPrefixes];
  const visible: Record<string, string> = {};
  for (const { key, value } of tags) {
    if (policy.ignoredKeys.includes(key) || hidden.some((prefix) => key.startsWith(prefix))) continue;
    visible[key] = value;
  }
  return visible;
}

/** All tags that an object shall have. */
export function withDefaultTags(own: Tags | null, policy: TagPolicy): Tags {
  return { ...policy.defaults, ...own };
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
