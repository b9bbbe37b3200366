import type { CreateImageRequest, Image } from "ecs-client";
import { commonStateFromApi, known, orIfUnknown, toCommonState } from "../image-lifecycle/state.ts";
import { type TagPolicy, toRequestTags } from "../tags/policy.ts";
import type { ImagePlan, ImageState } from "./schema.ts";

/** The state of an image that was read. */
export function fromApi(image: Image, stored: ImageState, policy: TagPolicy | null): ImageState {
  return { ...stored, ...commonStateFromApi(image, stored, policy) };
}

/** The request that creates a planned image. */
export function toRequest(plan: ImagePlan, clientToken: string, policy: TagPolicy): CreateImageRequest {
  return {
    clientToken,
    instanceId: known(plan.instance_id) ?? undefined,
    snapshotId: known(plan.snapshot_id) ?? undefined,
    diskDeviceMappings:
      plan.disk_device_mapping.length === 0
        ? undefined
        : plan.disk_device_mapping.map((disk) => ({
            snapshotId: known(disk.snapshot_id) ?? undefined,
            sizeGib: known(disk.size) ?? undefined,
          })),
    imageName: known(plan.image_name) ?? undefined,
    description: known(plan.description) ?? undefined,
    tags: toRequestTags(known(plan.tags), policy),
  };
}

/**
 * The state of a planned image that exists: what is planned stays as planned, and what was left open comes from the service. `image` is
 * null while the service does not show the image yet.
 */
export function toState(
  plan: ImagePlan,
  imageId: string,
  image: Image | null,
  policy: TagPolicy,
): ImageState {
  return {
    ...toCommonState(plan, imageId, image, policy),
    ...toSourceState(plan, image),
    timeouts: plan.timeouts,
  };
}

/** The source of a planned image, as {@link toState} stores it. */
export function toSourceState(
  plan: ImagePlan,
  image: Image | null,
): Pick<ImageState, "instance_id" | "snapshot_id" | "disk_device_mapping"> {
  return {
    instance_id: known(plan.instance_id),
    snapshot_id: known(plan.snapshot_id),
    disk_device_mapping: toDiskState(plan.disk_device_mapping, image?.diskDeviceMappings ?? []),
  };
}

/** Fills what the blocks leave open from the disk with the same snapshot, or else from the disk at the same place. */
function toDiskState(
  planned: ImagePlan["disk_device_mapping"],
  disks: Image["diskDeviceMappings"],
): ImageState["disk_device_mapping"] {
  return planned.map((disk, index) => {
    const snapshotId = known(disk.snapshot_id);
    const actual =
      disks.find((each) => snapshotId !== null && each.snapshotId === snapshotId) ?? disks[index];
    return {
      size: orIfUnknown(disk.size, actual?.sizeGib),
      snapshot_id: orIfUnknown(disk.snapshot_id, actual?.snapshotId || null),
    };
  });
}
