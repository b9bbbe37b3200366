import type { TokenEntry } from "./client-tokens.ts";
import type { Disk } from "./disk.ts";
import type { Counters } from "./ids.ts";
import type { Image } from "./image.ts";
import type { Instance } from "./instance.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Stack } from "./stack.ts";

/** Everything of a stack that outlives its process, as plain data. */
export interface StackData {
  readonly regionId: string;
  readonly clockOffsetMs: number;
  readonly counters: Counters;
  readonly images: readonly Image[];
  readonly snapshots: readonly Snapshot[];
  readonly instances: readonly Instance[];
  readonly disks: readonly Disk[];
  readonly tokens: readonly (readonly [string, TokenEntry])[];
}

/** Takes everything out of the stack. The result shares its records with the stack: write it before the next change. */
export function exportStack(stack: Stack): StackData {
  return {
    regionId: stack.mainRegionId,
    clockOffsetMs: stack.clock.offsetMs,
    counters: stack.ids.counters,
    images: [...stack.images.values()],
    snapshots: [...stack.snapshots.values()],
    instances: [...stack.instances.values()],
    disks: [...stack.disks.values()],
    tokens: stack.tokens.export(),
  };
}

/** Replaces everything in the stack by the data. The durations stay as they are. */
export function importStack(stack: Stack, data: StackData): void {
  clearStack(stack);
  stack.clock.offsetMs = data.clockOffsetMs;
  Object.assign(stack.ids.counters, data.counters);
  for (const image of data.images) {
    stack.images.set(image.fields.ImageId, image);
    stack.moving.images.add(image);
  }
  for (const snapshot of data.snapshots) {
    stack.snapshots.set(snapshot.fields.SnapshotId, snapshot);
    stack.moving.snapshots.add(snapshot);
  }
  for (const instance of data.instances) {
    stack.instances.set(instance.fields.InstanceId, instance);
    stack.moving.instances.add(instance);
  }
  for (const disk of data.disks) stack.disks.set(disk.fields.DiskId, disk);
  stack.tokens.import(data.tokens);
}

/** Empties the stack: no resources, no tokens, IDs from the start, real time. */
export function clearStack(stack: Stack): void {
  for (const map of [stack.images, stack.snapshots, stack.instances, stack.disks]) map.clear();
  for (const set of Object.values(stack.moving)) set.clear();
  stack.tokens.import([]);
  stack.clock.offsetMs = 0;
  Object.assign(stack.ids.counters, { image: 0, snapshot: 0, instance: 0, disk: 0, sequence: 0 });
}
