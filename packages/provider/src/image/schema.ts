import {
  attribute,
  between,
  block,
  type ConfigOf,
  type PlanModifier,
  type PlanOf,
  type StateOf,
  schema,
  timeoutsBlock,
} from "terraform-plugin";
import { computed, imageArguments, imageAttributes, notEmpty } from "../image-lifecycle/arguments.ts";

/** The longest list of disks that an image can have: one system disk and 16 data disks. */
const MOST_DISKS = 17;

/**
 * The source is planned as it is configured: `planSource` (plan.ts) decides about replacement and about what is computed, since that
 * depends on all three arguments.
 */
const plannedAsConfigured: PlanModifier<string> = {
  description: "Changing this creates a new image.",
  modify: ({ config }) => ({ plan: config }),
};

/** The schema of `alibabacloudstack_image`. Names, types and nesting are those of aliyun/alibabacloudstack, version 0. */
export const imageSchema = schema({
  version: 0,
  description:
    "Creates a custom image from an ECS instance, a snapshot of a system disk, or several snapshots. Instances can be created from it, and the system disk of an instance can be replaced by it.\n\nExactly one of `instance_id`, `snapshot_id` and `disk_device_mapping` says what the image is made of. An imported image need not name it; the provider stores what the service reports about the source of such an image.\n\nThe service makes a snapshot of every disk when it creates an image from an instance. These snapshots stay when the image is destroyed.",
  attributes: {
    instance_id: attribute.string({
      optional: true,
      computed: true,
      description:
        "ID of the instance whose disks become the image. The instance must be Running or Stopped. Conflicts with `snapshot_id` and `disk_device_mapping`. Changing this creates a new image.",
      validators: [notEmpty],
      planModifiers: [plannedAsConfigured],
    }),
    snapshot_id: attribute.string({
      optional: true,
      computed: true,
      description:
        "ID of the snapshot of a system disk that becomes the image. Conflicts with `instance_id` and `disk_device_mapping`. Changing this creates a new image.",
      validators: [notEmpty],
      planModifiers: [plannedAsConfigured],
    }),
    ...imageArguments,
    ...imageAttributes,
  },
  blocks: {
    disk_device_mapping: block.list({
      description:
        "A disk of the image, in order; one of them must be a snapshot of a system disk. Conflicts with `instance_id` and `snapshot_id`. Changing this creates a new image.",
      maxItems: MOST_DISKS,
      attributes: {
        size: attribute.integer({
          optional: true,
          ...computed,
          description:
            "Size of the disk in GiB, 5 to 2000, and at least the size of the snapshot. Default: the size of the snapshot.",
          validators: [between(5, 2000, "GiB")],
        }),
        snapshot_id: attribute.string({
          optional: true,
          ...computed,
          description:
            "ID of the snapshot that becomes the disk. Without one the disk is an empty data disk, which needs a `size`.",
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

/** The configuration of an image. */
export type ImageConfig = ConfigOf<typeof imageSchema>;
/** A planned image, as an apply gets it. */
export type ImagePlan = PlanOf<typeof imageSchema>;
/** An image as it is stored. */
export type ImageState = StateOf<typeof imageSchema>;
