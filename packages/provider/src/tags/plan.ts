import { type Diagnostics, isUnknown, path, UNKNOWN, type Unknown } from "terraform-plugin";
import { providerError } from "../errors.ts";
import { defaultTagsOf, type TagPolicy, type Tags } from "./policy.ts";
import { MOST_TAGS } from "./rules.ts";

/** Own tags while they are planned: all of them, or single values, may be known only after other objects exist. */
export type PlannedTags = Readonly<Record<string, string | Unknown>> | null | Unknown;

/**
 * Plans `default_tags` of an object. They depend on the keys of its own tags only, not on their values. Adds an error when the object
 * would have more tags than the service allows; the rule of the attribute `tags` cannot know the default tags.
 */
export function planDefaultTags(
  own: PlannedTags,
  policy: TagPolicy | null,
  diagnostics: Diagnostics,
): Tags | Unknown {
  if (policy === null || isUnknown(own)) return UNKNOWN;
  const defaults = defaultTagsOf(own, policy);
  const ownCount = Object.keys(own ?? {}).length;
  const defaultCount = Object.keys(defaults).length;
  if (ownCount + defaultCount > MOST_TAGS && defaultCount > 0) {
    diagnostics.error(
      "Too many tags",
      `An object can have at most ${MOST_TAGS} tags, but this one would have ${ownCount + defaultCount}: ${ownCount} of its own, and ${defaultCount} from default_tags of the provider block. Remove some of either.`,
      path("tags"),
    );
  }
  return defaults;
}

/** The tag policy of a provider block whose values are all known, as they are whenever an object is created or changed. */
export function knownPolicy({ tagPolicy }: { readonly tagPolicy: TagPolicy | null }): TagPolicy {
  if (tagPolicy) return tagPolicy;
  throw providerError(
    "configuration_unknown",
    "default_tags or ignore_tags in the provider block depend on objects that do not exist yet. Apply those objects first, for example with -target.",
  );
}
