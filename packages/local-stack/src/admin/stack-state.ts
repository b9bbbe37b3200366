import { diskAnswer } from "../actions/disk/describe-disks.ts";
import { instanceAnswer } from "../actions/instance/describe-instances.ts";
import { snapshotAnswer } from "../actions/snapshot/describe-snapshots.ts";
import { imageAnswer } from "../model/image.ts";
import type { Stack } from "../model/stack.ts";
import type { JsonObject } from "../wire/json.ts";

/** Everything in the stack with the API's own field names, whatever its status, oldest first. Never behind the present. */
export function stackState(stack: Stack): JsonObject {
  return {
    images: [...stack.images.values()].map((image) => imageAnswer(stack, image)),
    snapshots: [...stack.snapshots.values()].map((snapshot) => snapshotAnswer(stack, snapshot)),
    instances: [...stack.instances.values()].map(instanceAnswer),
    disks: [...stack.disks.values()].map(diskAnswer),
  };
}
