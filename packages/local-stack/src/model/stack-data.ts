import type { TokenEntry } from "./client-tokens.ts";
import type { TemporaryCredential } from "./credentials.ts";
import type { Disk } from "./disk.ts";
import type { Counters } from "./ids.ts";
import type { Image } from "./image.ts";
import { scheduleImageTransitions } from "./image-life.ts";
import type { Instance } from "./instance.ts";
import { scheduleInstanceTransition } from "./instance-life.ts";
import { startSnapshot } from "./new-snapshot.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Stack } from "./stack.ts";
import type { Task } from "./task.ts";
import { scheduleTaskEnd } from "./task-life.ts";

/** Everything in a stack that is kept across restarts, as plain data. */
export interface StackData {
  readonly regionId: string;
  readonly clockOffsetMs: number;
  readonly counters: Counters;
  readonly images: readonly Image[];
  readonly snapshots: readonly Snapshot[];
  readonly instances: readonly Instance[];
  readonly disks: readonly Disk[];
  readonly tasks: readonly Task[];
  readonly tokens: readonly (readonly [string, TokenEntry])[];
  readonly credentials: readonly (readonly [string, TemporaryCredential])[];
}

/**
 * Everything in the stack that is kept. The result shares its records with the stack: write it before the next
 * change.
 */
export function exportStack(stack: Stack): StackData {
  return {
    regionId: stack.mainRegionId,
    clockOffsetMs: stack.clock.offsetMs,
    counters: stack.ids.counters,
    images: [...stack.images.values()],
    snapshots: [...stack.snapshots.values()],
    instances: [...stack.instances.values()],
    disks: [...stack.disks.values()],
    tasks: [...stack.tasks.values()],
    tokens: stack.tokens.export(),
    credentials: [...stack.credentials],
  };
}

/** Replaces everything in the stack by the data. Durations and quotas stay as they are. */
export function importStack(stack: Stack, data: StackData): void {
  clearStack(stack);
  stack.clock.offsetMs = data.clockOffsetMs;
  Object.assign(stack.ids.counters, data.counters);
  for (const snapshot of data.snapshots) {
    stack.snapshots.set(snapshot.fields.SnapshotId, snapshot);
    if (snapshot.creation !== undefined) startSnapshot(stack, snapshot, snapshot.creation);
  }
  for (const task of data.tasks) {
    stack.tasks.set(task.fields.TaskId, task);
    scheduleTaskEnd(stack, task);
  }
  for (const image of data.images) {
    stack.images.set(image.fields.ImageId, image);
    scheduleImageTransitions(stack, image);
    restoreCopy(stack, image);
  }
  for (const instance of data.instances) {
    stack.instances.set(instance.fields.InstanceId, instance);
    scheduleInstanceTransition(stack, instance);
  }
  for (const disk of data.disks) stack.disks.set(disk.fields.DiskId, disk);
  stack.tokens.import(data.tokens);
  for (const [id, credential] of data.credentials) stack.credentials.set(id, credential);
}

/** Empties the stack: no resources, no tokens, no temporary keys, IDs from the start, real time. */
export function clearStack(stack: Stack): void {
  const { images, snapshots, instances, disks, tasks, credentials, schedule, copies } = stack;
  for (const part of [images, snapshots, instances, disks, tasks, credentials, schedule, copies])
    part.clear();
  stack.tokens.import([]);
  stack.clock.offsetMs = 0;
  stack.ids.reset();
}

function restoreCopy(stack: Stack, image: Image): void {
  if (image.fields.Status === "Creating") stack.copies.restoreRunning(image);
  else if (image.fields.Status === "Waiting") stack.copies.add(image);
}
