import { attribute, lengthBetween, must, notStartingWith, t, useStateForUnknown } from "terraform-plugin";
import { adoptZero } from "../image/plan.ts";
import { tagRules } from "../tags/rules.ts";

/** Rule of an argument that names an object by its ID. */
export const notEmpty = must("not be empty; leave it out, or use null", (value: string) => value !== "");

/** What the service sets, and what stays as it is while nothing else says so. */
export const computed = { computed: true, planModifiers: [useStateForUnknown()] } as const;

/** Arguments that every resource for an image has, whatever the image is made of. They can be changed in place. */
export const imageArguments = {
  image_name: attribute.string({
    optional: true,
    ...computed,
    description:
      "Name of the image: 2 to 128 characters, starting with a letter or Chinese character, then letters, Chinese characters, digits, colons (`:`), underscores (`_`), periods (`.`) or hyphens (`-`). It must not start with `aliyun` or `acs:` and is unique in a region. Default: the ID of the image.",
    validators: [
      lengthBetween(2, 128),
      notStartingWith("http://", "https://", "aliyun", "acs:"),
      must("start with a letter (A-Z, a-z) or a Chinese character", (value) =>
        /^[A-Za-z\p{Script=Han}]/u.test(value),
      ),
      must("contain only letters, Chinese characters, digits, and : _ . -", (value) =>
        /^[A-Za-z0-9\p{Script=Han}:_.-]*$/u.test(value),
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
    optional: true,
    description:
      "Tags of the image, at most 20. Keys have 1 to 128 characters, values up to 128; neither may start with `aliyun` or `acs:` or contain `http://` or `https://`.",
    validators: tagRules,
    planModifiers: [adoptZero()],
  }),
  force: attribute.bool({
    optional: true,
    description:
      "How the image is deleted. `true`: also while instances use it. `false` (the default): only after checking that no instance uses it.",
    planModifiers: [adoptZero()],
  }),
} as const;

/** Attributes of an image that only the service tells. */
export const reportedAttributes = {
  id: attribute.string({ ...computed, description: "ID of the image." }),
  status: attribute.string({
    ...computed,
    description: "Status: `Available`, `Creating`, `Waiting`, `UnAvailable`, `CreateFailed` or `Deprecated`.",
  }),
  creation_time: attribute.string({
    ...computed,
    description: "When the image was created (RFC 3339, UTC).",
  }),
  size: attribute.integer({ ...computed, description: "Size of the system disk in GiB." }),
  os_name: attribute.string({ ...computed, description: "Name of the operating system." }),
  os_type: attribute.string({
    ...computed,
    description: "Kind of the operating system: `linux` or `windows`.",
  }),
  platform: attribute.string({
    ...computed,
    description: "Distribution or edition of the operating system.",
  }),
  architecture: attribute.string({ ...computed, description: "Processor architecture." }),
  usage: attribute.string({
    ...computed,
    description: "Whether instances use the image: `instance` or `none`, when it was last read.",
  }),
  is_self_shared: attribute.bool({
    ...computed,
    description: "Whether the image is shared with other accounts.",
  }),
  tags_all: attribute.map(t.string, {
    computed: true,
    description: "All tags of the image, with the `default_tags` of the provider block.",
  }),
  disk_device_mappings: attribute.list(
    t.object({ device: t.string, type: t.string, size: t.number, snapshot_id: t.string }),
    {
      ...computed,
      description:
        "The disks of the image as the service reports them, whatever it was made of: `device`, `type` (`system` or `data`), `size` in GiB and `snapshot_id`.",
    },
  ),
} as const;
