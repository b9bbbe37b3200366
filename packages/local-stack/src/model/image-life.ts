import type { Image } from "./image.ts";
import { startSnapshot } from "./new-snapshot.ts";
import type { Stack } from "./stack.ts";
import { endTask } from "./task-life.ts";
import type { Period } from "./time.ts";

/** Adds an image that is Available from the end of the period on; one that is Waiting is Creating from its start on. */
export function addCreatingImage(stack: Stack, image: Image, creation: Period): void {
  image.creation = creation;
  stack.images.set(image.fields.ImageId, image);
  scheduleImageTransitions(stack, image);
}

/** Schedules the next changes of the image's status. Does nothing for an image that stays as it is. */
export function scheduleImageTransitions(stack: Stack, image: Image): void {
  const { creation, removeAtMs } = image;
  const { ImageId } = image.fields;
  if (removeAtMs !== undefined) {
    stack.schedule.at(removeAtMs, (atMs) => {
      if (image.removeAtMs === removeAtMs) stack.images.delete(ImageId, atMs);
    });
  } else if (creation !== undefined) {
    if (image.fields.Status === "Waiting") {
      stack.schedule.at(creation.startMs, (atMs) => {
        if (image.creation === creation) stack.images.change(ImageId, { Status: "Creating" }, atMs);
      });
    }
    stack.schedule.at(creation.endMs, (atMs) => {
      if (image.creation !== creation) return;
      image.creation = undefined;
      const fails = image.origin?.kind === "import" && image.origin.fails;
      if (fails) failImport(stack, image, atMs);
      else stack.images.change(ImageId, { Status: "Available", Progress: "100%" }, atMs);
      startNextCopy(stack, image, atMs);
    });
  }
}

/** Adds the target image of a copy: Creating at once, or Waiting while the region runs as many copies as it may. */
export function addCopy(stack: Stack, image: Image): void {
  stack.images.set(image.fields.ImageId, image);
  if (stack.copies.add(image)) startCopy(stack, image, stack.clock.nowMs());
}

/**
 * Cancels the creation or deletion of the image. When it is a copy, the next one begins; when it is an import, its
 * task is Deleted.
 */
export function cancelImageTransitions(stack: Stack, image: Image): void {
  image.creation = undefined;
  image.removeAtMs = undefined;
  startNextCopy(stack, image, stack.clock.nowMs());
  const task = image.origin?.kind === "import" ? stack.tasks.get(image.origin.taskId) : undefined;
  if (task !== undefined) endTask(stack, task, "Deleted");
}

/** Removes the image at once, whatever its status. Its snapshots stay. */
export function removeImage(stack: Stack, image: Image): void {
  cancelImageTransitions(stack, image);
  stack.images.delete(image.fields.ImageId);
}

/** Removes an image that is still being copied or imported, together with its snapshots. */
export function discardImage(stack: Stack, image: Image): void {
  removeImage(stack, image);
  deleteSnapshots(stack, image);
}

/** An import that failed leaves an image without data behind. */
function failImport(stack: Stack, image: Image, atMs: number): void {
  deleteSnapshots(stack, image, atMs);
  const mappings = image.fields.DiskDeviceMappings.DiskDeviceMapping;
  stack.images.change(
    image.fields.ImageId,
    {
      Status: "CreateFailed",
      DiskDeviceMappings: {
        DiskDeviceMapping: mappings.map((mapping) => ({ ...mapping, SnapshotId: "" })),
      },
    },
    atMs,
  );
}

function deleteSnapshots(stack: Stack, image: Image, atMs = stack.clock.nowMs()): void {
  for (const { SnapshotId } of image.fields.DiskDeviceMappings.DiskDeviceMapping) {
    stack.snapshots.delete(SnapshotId, atMs);
  }
}

function startCopy(stack: Stack, image: Image, startMs: number): void {
  const creation = { startMs, endMs: startMs + stack.durations.imageMs };
  image.creation = creation;
  stack.images.change(image.fields.ImageId, { Status: "Creating" }, startMs);
  for (const { SnapshotId } of image.fields.DiskDeviceMappings.DiskDeviceMapping) {
    const snapshot = stack.snapshots.get(SnapshotId);
    if (snapshot !== undefined) startSnapshot(stack, snapshot, creation);
  }
  scheduleImageTransitions(stack, image);
}

function startNextCopy(stack: Stack, ended: Image, atMs: number): void {
  const next = stack.copies.end(ended);
  if (next !== undefined) startCopy(stack, next, atMs);
}
