import type { CreateImageRequest, Image } from "ecs-client";
import { isUnknown } from "terraform-plugin";
import { known, type ReportedDisk, refreshed, settleReported } from "../image-lifecycle/state.ts";
import { type TagPolicy, tagsOfNew } from "../tags/tag-policy.ts";
import type { ImageState, PlannedImage } from "./schema.ts";

/** The state of an image that is read. */
export function fromApi(image: Image, stored: ImageState, policy: TagPolicy): ImageState {
  return refreshed(image, stored, policy);
}

/** The request that creates a planned image. */
export function toCreateRequest(
  plan: PlannedImage,
  clientToken: string,
  policy: TagPolicy,
): CreateImageRequest {
  return {
    clientToken,
    instanceId: plan.instance_id ?? undefined,
    snapshotId: plan.snapshot_id ?? undefined,
    diskDeviceMappings:
      plan.disk_device_mapping.length === 0
        ? undefined
        : plan.disk_device_mapping.map((disk) => ({
            snapshotId: known(disk.snapshot_id) ?? undefined,
            sizeGib: known(disk.size) ?? undefined,
          })),
    imageName: known(plan.image_name) ?? undefined,
    description: known(plan.description) ?? undefined,
    tags: tagsOfNew(plan.tags, policy),
  };
}

/** The state of a planned image that exists; see {@link settleReported}. */
export function settle(
  plan: PlannedImage,
  imageId: string,
  image: Image | null,
  policy: TagPolicy,
): ImageState {
  const reported = settleReported(plan, imageId, image, policy);
  return {
    ...plan,
    ...reported,
    disk_device_mapping: settleDisks(plan.disk_device_mapping, reported.disk_device_mappings ?? []),
  };
}

/** Fills what the blocks leave open from the disk with the same snapshot, or else from the disk at the same place. */
function settleDisks(
  planned: PlannedImage["disk_device_mapping"],
  disks: readonly ReportedDisk[],
): ImageState["disk_device_mapping"] {
  return planned.map((disk, index) => {
    const snapshotId = known(disk.snapshot_id);
    const actual =
      disks.find((each) => snapshotId !== null && each.snapshot_id === snapshotId) ?? disks[index];
    return {
      size: isUnknown(disk.size) ? (toInteger(actual?.size) ?? null) : disk.size,
      snapshot_id: isUnknown(disk.snapshot_id) ? (actual?.snapshot_id ?? null) : disk.snapshot_id,
    };
  });
}

function toInteger(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
