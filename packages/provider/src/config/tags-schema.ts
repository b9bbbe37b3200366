import { attribute, block, must, t } from "terraform-plugin";
import { tagRules } from "../tags/rules.ts";

/** The block `default_tags` of the provider block. */
export const defaultTagsBlock = block.single({
  description: "Tags of every object that this provider creates.",
  attributes: {
    tags: attribute.map(t.string, {
      optional: true,
      description:
        "The tags. If an object has its own tag with the same key, that one counts. Plans and state show the values, also those of sensitive variables.",
      validators: tagRules,
    }),
  },
});

const withoutNull = must("contain no null", (texts: readonly (string | null)[]) => !texts.includes(null));

/** The block `ignore_tags` of the provider block. */
export const ignoreTagsBlock = block.single({
  description: "Tags that others manage. The provider does not show, change or remove them.",
  attributes: {
    keys: attribute.set(t.string, {
      optional: true,
      description: "Keys to ignore.",
      validators: [withoutNull],
    }),
    key_prefixes: attribute.set(t.string, {
      optional: true,
      description: "Prefixes of keys to ignore.",
      validators: [withoutNull],
    }),
  },
});
