import type { Image } from "./image.ts";
import type { Instance } from "./instance.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Stack } from "./stack.ts";
import { isoMinutes, isoSeconds, progress } from "./time.ts";

/** Brings an image up to the given time; false when it will not change by itself any more. */
export function settleImage(stack: Stack, image: Image, nowMs: number): boolean {
  if (image.removeAtMs !== undefined) {
    if (nowMs < image.removeAtMs) return true;
    stack.images.delete(image.fields.ImageId);
    return false;
  }
  if (image.creation === undefined) return false;
  const done = nowMs >= image.creation.endMs;
  image.fields = {
    ...image.fields,
    Progress: progress(image.creation, nowMs),
    Status: done ? "Available" : "Creating",
  };
  if (done) image.creation = undefined;
  return !done;
}

/** Brings a snapshot up to the given time; false when it will not change by itself any more. */
export function settleSnapshot(snapshot: Snapshot, nowMs: number): boolean {
  const { creation } = snapshot;
  if (creation === undefined) return false;
  const done = nowMs >= creation.endMs;
  snapshot.fields = {
    ...snapshot.fields,
    Available: done,
    Progress: progress(creation, nowMs),
    RemainTime: done ? 0 : Math.ceil((creation.endMs - nowMs) / 1000),
    Status: done ? "accomplished" : "progressing",
    ...(done && { LastModifiedTime: isoSeconds(creation.endMs) }),
  };
  if (done) snapshot.creation = undefined;
  return !done;
}

/** Brings an instance up to the given time; false when it will not change by itself any more. */
export function settleInstance(instance: Instance, nowMs: number): boolean {
  for (const change of instance.changes) {
    if (nowMs < change.atMs) break;
    instance.changes = instance.changes.slice(1);
    instance.fields = {
      ...instance.fields,
      Status: change.status,
      ...(change.status === "Running" && { StartTime: isoMinutes(change.atMs) }),
    };
  }
  return instance.changes.length > 0;
}
