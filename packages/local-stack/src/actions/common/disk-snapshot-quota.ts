import { apiError } from "../../errors/api-error.ts";
import type { Stack } from "../../model/stack.ts";

/** The errors of `checkDiskCanBeSnapshot`. */
export const diskSnapshotErrors = ["sourceDiskSnapshotting", "concurrentSnapshots", "snapshotQuota"] as const;

/**
 * Throws when the disk has as many progressing snapshots, or as many snapshots, as the quotas allow. With a quota of one
 * progressing snapshot, the error is the one that the service had before it allowed several.
 */
export function checkDiskCanBeSnapshot(stack: Stack, diskId: string): void {
  const { concurrentSnapshotsPerDisk, snapshotsPerDisk } = stack.quotas;
  const { all, unfinished } = stack.snapshotCounts(diskId);
  if (unfinished >= concurrentSnapshotsPerDisk) {
    if (concurrentSnapshotsPerDisk === 1) throw apiError("sourceDiskSnapshotting");
    throw apiError("concurrentSnapshots", diskId, String(concurrentSnapshotsPerDisk));
  }
  if (all >= snapshotsPerDisk) throw apiError("snapshotQuota");
}
