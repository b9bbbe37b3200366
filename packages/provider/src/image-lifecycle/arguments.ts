import {
  attribute,
  lengthBetween,
  must,
  notStartingWith,
  type PlanOf,
  type Schema,
  type StateOf,
  t,
  useStateForUnknown,
} from "terraform-plugin";
import { keepStoredZero } from "../legacy-state/zero-values.ts";
import { tagRules } from "../tags/rules.ts";

/** Rule of an argument that names an object by its ID. */
export const notEmpty = must("not be empty; leave it out, or use null", (value: string) => value !== "");

/** What the service sets, and what stays as it is as long as nothing else is planned. */
export const computed = { computed: true, planModifiers: [useStateForUnknown()] } as const;

/** An argument that is null where neither the user nor a stored zero value says otherwise; it is never unknown of itself. */
const nullUnlessStoredZero = { optional: true, computed: true, planModifiers: [keepStoredZero()] } as const;

/** Arguments that every image has, whatever it is made of. All of them can be changed in place. */
export const imageArguments = {
  image_name: attribute.string({
    optional: true,
    ...computed,
    description:
      "Name of the image: 2 to 128 characters, starting with a letter (A-Z, a-z) or a Chinese character, then letters (A-Z, a-z), Chinese characters, digits, colons (`:`), underscores (`_`), periods (`.`) or hyphens (`-`). Accented letters such as `é` are not allowed. It must not start with `aliyun` or `acs:` and is unique in a region. Default: the ID of the image.",
    validators: [
      lengthBetween(2, 128),
      notStartingWith("http://", "https://", "aliyun", "acs:"),
      must("start with a letter (A-Z, a-z; not é and other accented ones) or a Chinese character", (value) =>
        /^[A-Za-z\p{Script=Han}]/u.test(value),
      ),
      must(
        "contain only letters (A-Z, a-z; not é and other accented ones), Chinese characters, digits, and : _ . -",
        (value) => /^[A-Za-z0-9\p{Script=Han}:_.-]*$/u.test(value),
      ),
    ],
  }),
  description: attribute.string({
    optional: true,
    ...computed,
    description:
      "Description of the image: 2 to 256 characters, not starting with `http://` or `https://`. The service cannot clear a description: removing this argument keeps the last one.",
    validators: [lengthBetween(2, 256), notStartingWith("http://", "https://")],
  }),
  tags: attribute.map(t.string, {
    ...nullUnlessStoredZero,
    description:
      "Tags of the image, at most 20 including the `default_tags` of the provider block. Keys have 1 to 128 characters, values up to 128; neither may start with `aliyun` or `acs:` or contain `http://` or `https://`.",
    validators: tagRules,
  }),
  force: attribute.bool({
    ...nullUnlessStoredZero,
    description:
      "How the image is deleted. `true`: also while instances use it. `false` (the default): only after checking that no instance uses it.",
  }),
} as const;

/** Attributes of every image that only the provider sets. */
export const imageAttributes = {
  id: attribute.string({ ...computed, notNull: true, description: "ID of the image." }),
  status: attribute.string({
    ...computed,
    description: "Status: `Available`, `Creating`, `Waiting`, `UnAvailable`, `CreateFailed` or `Deprecated`.",
  }),
  creation_time: attribute.string({
    ...computed,
    description: "When the image was created (RFC 3339, UTC).",
  }),
  default_tags: attribute.map(t.string, {
    computed: true,
    description:
      "Tags of the image that come from `default_tags` of the provider block. A key that `tags` has as well is not among them.",
  }),
} as const;

type ImageSchema = Schema<typeof imageArguments & typeof imageAttributes, Record<never, never>>;

/** What the state of every image has, whatever it is made of. */
export type CommonState = StateOf<ImageSchema>;
/** What the plan of every image has, as an apply gets it. */
export type CommonPlan = PlanOf<ImageSchema>;
