import { DiagnosticError, isWhollyKnown, UNKNOWN, type Unknown } from "terraform-plugin";
import { sameTags, type TagPolicy, type Tags, withDefaultTags } from "./tag-policy.ts";

/**
 * All tags that an object shall have, as far as they are known. `state` is what is stored of the object, null when it will be created.
 * State of another provider has none of them until it is read: it is left so, where only own tags count.
 */
export function plannedTags(
  tags: PlannedTags,
  state: { readonly tags: Tags | null; readonly tags_all: Tags | null } | null,
  policy: TagPolicy | null,
): Tags | null | Unknown {
  if (policy === null || !isWhollyKnown(tags)) return UNKNOWN;
  const all = withDefaultTags(tags, policy);
  const unread = state !== null && state.tags_all === null;
  return unread && sameTags(all, state.tags ?? {}) ? null : all;
}

/** Where objects are touched, the provider configuration is known. */
export function knownPolicy({ tagPolicy }: { readonly tagPolicy: TagPolicy | null }): TagPolicy {
  if (tagPolicy) return tagPolicy;
  throw new DiagnosticError(
    "Provider configuration is not known yet",
    "default_tags or ignore_tags in the provider block depend on objects that do not exist yet. Apply those objects first, for example with -target.",
  );
}

type PlannedTags = Readonly<Record<string, string | Unknown>> | null | Unknown;
