import {
  attribute,
  between,
  block,
  type ConfigOf,
  type PlanOf,
  requiresReplaceOrAdopt,
  type StateOf,
  schema,
  timeoutsBlock,
} from "terraform-plugin";
import { computed, imageArguments, notEmpty, reportedAttributes } from "../image-lifecycle/arguments.ts";
import { mappingReplacement } from "./plan.ts";

/** The longest list of disks that an image can have: one system disk and 16 data disks. */
const MOST_DISKS = 17;

/** The schema of `alibabacloudstack_image`. Names, types and nesting are those of aliyun/alibabacloudstack, version 0. */
export const imageSchema = schema({
  version: 0,
  description:
    "Creates a custom image from an ECS instance, a snapshot of a system disk, or several snapshots. Instances can be created from it, and the system disk of an instance can be replaced by it.\n\nExactly one of `instance_id`, `snapshot_id` and `disk_device_mapping` says what the image is made of.",
  attributes: {
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
    ...imageArguments,
    ...reportedAttributes,
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
export type PlannedImage = PlanOf<typeof imageSchema>;
/** What the user wrote of an image. */
export type ImageConfig = ConfigOf<typeof imageSchema>;
