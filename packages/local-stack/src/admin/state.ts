import { diskAnswer } from "../actions/describe-disks.ts";
import { instanceAnswer } from "../actions/describe-instances.ts";
import { snapshotAnswer, snapshotUsage } from "../actions/describe-snapshots.ts";
import type { JsonObject } from "../json.ts";
import { imageAnswer } from "../model/image.ts";
import type { Stack } from "../model/stack.ts";

/** Everything in the stack with the API's own field names, whatever its status, oldest first. */
export function stackState(stack: Stack): JsonObject {
  const inUse = stack.imageIdsInUse();
  const usageOf = snapshotUsage(stack);
  return {
    images: [...stack.images.values()].map((image) => imageAnswer(image, inUse)),
    snapshots: [...stack.snapshots.values()].map((snapshot) => snapshotAnswer(snapshot, usageOf(snapshot))),
    instances: [...stack.instances.values()].map(instanceAnswer),
    disks: [...stack.disks.values()].map(diskAnswer),
  };
}
