import {
  attribute,
  between,
  block,
  lengthBetween,
  must,
  notStartingWith,
  type PlannedOf,
  type PlanOf,
  requiresReplaceOrAdopt,
  type StateOf,
  schema,
  t,
  timeoutsBlock,
  useStateForUnknown,
} from "terraform-plugin";
import { tagRules } from "../tags/rules.ts";
import { adoptZero, mappingReplacement } from "./plan-modifiers.ts";

const notEmpty = must("not be empty; leave it out, or use null", (value: string) => value !== "");

const computed = { computed: true, planModifiers: [useStateForUnknown()] } as const;

/** The longest list of disks that an image can have: one system disk and 16 data disks. */
const MOST_DISKS = 17;

/** The schema of `alibabacloudstack_image`. Names, types and nesting are those of aliyun/alibabacloudstack, version 0. */
export const imageSchema = schema({
  version: 0,
  description:
    "Creates a custom image from an ECS instance, a snapshot of a system disk, or several snapshots. Instances can be created from it, and the system disk of an instance can be replaced by it.\n\nExactly one of `instance_id`, `snapshot_id` and `disk_device_mapping` says what the image is made of.",
  attributes: {
    id: attribute.string({ ...computed, description: "ID of the image." }),
    instance_id: attribute.string({
      optional: true,
      description:
        "ID of the instance whose disks become the image. The instance must be Running or Stopped. Conflicts with `snapshot_id` and `disk_device_mapping`. Changing this creates a new image.",
      validators: [notEmpty],
      planModifiers: [requiresReplaceOrAdopt()],
    }),
    snapshot_id: attribute.string({
      optional: true,
      description:
        "ID of the snapshot of a system disk that becomes the image. Conflicts with `instance_id` and `disk_device_mapping`. Changing this creates a new image.",
      validators: [notEmpty],
      planModifiers: [requiresReplaceOrAdopt()],
    }),
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
    status: attribute.string({
      ...computed,
      description:
        "Status: `Available`, `Creating`, `Waiting`, `UnAvailable`, `CreateFailed` or `Deprecated`.",
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
  },
  blocks: {
    disk_device_mapping: block.list({
      description:
        "A disk of the image, in order; one of them must be a snapshot of a system disk. Conflicts with `instance_id` and `snapshot_id`. Changing this creates a new image.",
      maxItems: MOST_DISKS,
      planModifiers: [mappingReplacement()],
      attributes: {
        size: attribute.integer({
          optional: true,
          ...computed,
          description: "Size of the disk in GiB, 5 to 2000. Default: the size of the snapshot.",
          validators: [between(5, 2000, "GiB")],
        }),
        snapshot_id: attribute.string({
          optional: true,
          ...computed,
          description:
            "ID of the snapshot that becomes the disk. Without one the disk is an empty data disk.",
          validators: [notEmpty],
        }),
      },
    }),
    timeouts: timeoutsBlock({
      create: { default: "10m", description: "Creating the image, until it is `Available`." },
      delete: { default: "10m", description: "Deleting the image, until it is gone." },
    }),
  },
});

/** An image as it is stored. */
export type ImageState = StateOf<typeof imageSchema>;
/** An image as it is planned when the plan is carried out. */
export type PlannedImage = PlannedOf<typeof imageSchema>;
/** An image while it is planned; also its configuration. */
export type ImagePlan = PlanOf<typeof imageSchema>;
