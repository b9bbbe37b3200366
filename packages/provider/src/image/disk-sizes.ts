import type { EcsClient } from "ecs-client";
import { type Diagnostics, logger, path } from "terraform-plugin";
import { lookupsOf } from "./lookups.ts";
import type { SourceDisk } from "./origin.ts";

/** A disk that is smaller than its snapshot. */
interface SmallDisk {
  readonly index: number;
  readonly snapshotId: string;
  readonly sizeGib: number;
  readonly leastGib: number;
}

/**
 * Adds an error for every disk of a new image that is smaller than its snapshot. What is not known yet, and what the service does not report, is
 * left to the service.
 *
 * @param ecs is called only when there is something to compare
 */
export async function checkDiskSizes(
  disks: readonly SourceDisk[],
  ecs: () => EcsClient,
  diagnostics: Diagnostics,
  signal: AbortSignal,
): Promise<void> {
  if (!disks.some(hasBoth)) return;
  for (const small of await smallDisks(disks, ecs, signal)) {
    diagnostics.error(
      "Disk smaller than its snapshot",
      `${describe(small, disks.length)} Set size to ${small.leastGib} or more, or leave it out.`,
      path("disk_device_mapping", small.index, "size"),
    );
  }
}

/** What to do when the service refuses the size of a disk and does not say which disk. */
export async function diskSizeAdvice(
  disks: readonly SourceDisk[],
  ecs: EcsClient,
  signal: AbortSignal,
): Promise<string> {
  const small = await smallDisks(disks, () => ecs, signal);
  const reasons = small.map((each) => describe(each, disks.length));
  return [
    ...reasons,
    "The size of every disk_device_mapping must be 5 to 2000 GiB, and at least the size of its snapshot. Without size a disk is as large as its snapshot.",
  ].join(" ");
}

function describe({ index, snapshotId, sizeGib, leastGib }: SmallDisk, count: number): string {
  return `The size of disk_device_mapping ${index + 1} of ${count} is ${sizeGib} GiB, but its snapshot ${snapshotId} needs at least ${leastGib} GiB.`;
}

async function smallDisks(
  disks: readonly SourceDisk[],
  ecs: () => EcsClient,
  signal: AbortSignal,
): Promise<readonly SmallDisk[]> {
  const sizes = await snapshotSizes(
    disks.filter(hasBoth).map(({ snapshot_id }) => snapshot_id),
    ecs,
    signal,
  );
  return disks.flatMap((disk, index) => {
    const leastGib = hasBoth(disk) ? sizes.get(disk.snapshot_id) : undefined;
    if (!hasBoth(disk) || leastGib === undefined || disk.size >= leastGib) return [];
    return [{ index, snapshotId: disk.snapshot_id, sizeGib: disk.size, leastGib }];
  });
}

function hasBoth(disk: SourceDisk): disk is { readonly size: number; readonly snapshot_id: string } {
  return typeof disk.size === "number" && typeof disk.snapshot_id === "string";
}

/** Sizes of snapshots in GiB. Snapshots that the service does not report are missing: a plan must not fail because of them. */
async function snapshotSizes(
  snapshotIds: readonly string[],
  ecs: () => EcsClient,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  try {
    const { configuredSnapshot } = lookupsOf(ecs());
    const snapshots = await Promise.all(snapshotIds.map((id) => configuredSnapshot(id, signal)));
    return new Map(
      snapshots.flatMap((snapshot) =>
        snapshot?.sourceDiskSizeGib ? [[snapshot.snapshotId, snapshot.sourceDiskSizeGib]] : [],
      ),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    logger("image").warn("cannot compare the sizes of disks with those of their snapshots", { reason });
    return new Map();
  }
}
