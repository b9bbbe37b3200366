import { diskToApi } from "../actions/disk/disk-to-api.ts";
import { imageToApi } from "../actions/image/image-to-api.ts";
import { instanceToApi } from "../actions/instance/instance-to-api.ts";
import { regionToApi } from "../actions/region/region-to-api.ts";
import { snapshotToApi } from "../actions/snapshot/snapshot-to-api.ts";
import type { Stack } from "../model/stack.ts";
import type { JsonObject } from "../wire/json.ts";

/**
 * Everything in the stack with the API's own field names, whatever its status, oldest first. Never behind the
 * present. An image has a RegionId here, which it does not have in the API.
 */
export function stackState(stack: Stack): JsonObject {
  return {
    images: [...stack.images.values()].map((image) => ({
      RegionId: image.regionId,
      ...imageToApi(stack, image),
    })),
    snapshots: [...stack.snapshots.values()].map((snapshot) => snapshotToApi(stack, snapshot)),
    instances: [...stack.instances.values()].map(instanceToApi),
    disks: [...stack.disks.values()].map(diskToApi),
    regions: stack.regions.map(regionToApi),
  };
}
