import { diskToApi } from "../actions/disk/disk-to-api.ts";
import { imageToApi } from "../actions/image/image-to-api.ts";
import { instanceToApi } from "../actions/instance/instance-to-api.ts";
import { snapshotToApi } from "../actions/snapshot/snapshot-to-api.ts";
import type { Stack } from "../model/stack.ts";
import type { JsonObject } from "../wire/json.ts";

/** Everything in the stack with the API's own field names, whatever its status, oldest first. Never behind the present. */
export function stackState(stack: Stack): JsonObject {
  return {
    images: [...stack.images.values()].map((image) => imageToApi(stack, image)),
    snapshots: [...stack.snapshots.values()].map((snapshot) => snapshotToApi(stack, snapshot)),
    instances: [...stack.instances.values()].map(instanceToApi),
    disks: [...stack.disks.values()].map(diskToApi),
  };
}
