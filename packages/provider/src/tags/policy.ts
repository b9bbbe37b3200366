/** Tags as Terraform has them. */
export type Tags = Readonly<Record<string, string>>;

/** A tag as the service has it. */
export interface ApiTag {
  readonly key: string;
  readonly value: string;
}

/** What the provider block says about tags. */
export interface TagPolicy {
  /** Tags of every object, except where its own tags have the key. */
  readonly defaults: Tags;
  /** Keys that others manage. */
  readonly ignoredKeys: readonly string[];
  readonly ignoredPrefixes: readonly string[];
}

/** The tags of an object, by where they come from. No key is in both. */
export interface ObjectTags {
  /** The object's own tags: those of its configuration, and those that somebody added outside of Terraform. */
  readonly own: Tags;
  /** Tags that come from the provider block. */
  readonly defaults: Tags;
}

/** Prefixes of the keys of tags that the service itself sets. */
const SYSTEM_PREFIXES = ["acs:", "aliyun"];

/**
 * Sorts the tags that the service reports of an object. Tags of the system and ignored tags are left out, except ignored ones that the
 * object or the provider block has.
 *
 * A tag is the object's own when the stored own tags have its key. It comes from the provider block when the stored default tags have its
 * key, whatever the provider block says now, or when it equals a default tag. Every other tag was added outside: it is shown as the
 * object's own, so that the next plan removes it.
 *
 * @param policy null while the provider block is not known, as during a refresh whose plan changes what the block depends on. Tags that are not
 * stored are left out then: they may be default or ignored ones
 */
export function fromApiTags(
  tags: Iterable<ApiTag>,
  stored: ObjectTags,
  policy: TagPolicy | null,
): ObjectTags {
  const own: [string, string][] = [];
  const defaults: [string, string][] = [];
  for (const { key, value } of tags) {
    if (isHidden(key, stored, policy)) continue;
    const isDefault =
      Object.hasOwn(stored.defaults, key) || (policy !== null && valueIn(policy.defaults, key) === value);
    (isDefault && !Object.hasOwn(stored.own, key) ? defaults : own).push([key, value]);
  }
  return { own: Object.fromEntries(own), defaults: Object.fromEntries(defaults) };
}

/** The tags that an object gets from the provider block: the object's own keys win. */
export function defaultTagsOf(own: Readonly<Record<string, unknown>> | null, policy: TagPolicy): Tags {
  return Object.fromEntries(
    Object.entries(policy.defaults).filter(([key]) => !Object.hasOwn(own ?? {}, key)),
  );
}

/** The tags that a new object gets, as the service takes them; undefined for none. */
export function toRequestTags(own: Tags | null, policy: TagPolicy): readonly ApiTag[] | undefined {
  const tags = Object.entries({ ...policy.defaults, ...own }).map(([key, value]) => ({ key, value }));
  return tags.length === 0 ? undefined : tags;
}

/** The tags to set and the keys to remove in order to change one set of tags to another. A changed value is set, never removed first. */
export function tagChanges(
  from: Tags,
  to: Tags,
): { readonly set: readonly ApiTag[]; readonly remove: readonly string[] } {
  return {
    set: Object.entries(to)
      .filter(([key, value]) => valueIn(from, key) !== value)
      .map(([key, value]) => ({ key, value })),
    remove: Object.keys(from).filter((key) => !Object.hasOwn(to, key)),
  };
}

function isHidden(key: string, stored: ObjectTags, policy: TagPolicy | null): boolean {
  if (SYSTEM_PREFIXES.some((prefix) => key.startsWith(prefix))) return true;
  if (Object.hasOwn(stored.own, key)) return false;
  if (policy === null) return !Object.hasOwn(stored.defaults, key);
  if (Object.hasOwn(policy.defaults, key)) return false;
  return policy.ignoredKeys.includes(key) || policy.ignoredPrefixes.some((prefix) => key.startsWith(prefix));
}

/** The value of a key, and not a member that every JavaScript object has. */
function valueIn(tags: Tags, key: string): string | undefined {
  return Object.hasOwn(tags, key) ? tags[key] : undefined;
}
