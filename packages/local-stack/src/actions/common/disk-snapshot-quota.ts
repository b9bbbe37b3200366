import { apiError } from "../../errors/api-error.ts";
import type { Stack } from "../../model/stack.ts";

/** The errors of `checkDiskCanBeSnapshot`. */
export const diskSnapshotErrors = ["sourceDiskSnapshotting", "concurrentSnapshots", "snapshotQuota"] as const;

/**
 * Throws when the disk is in the middle of as many snapshots as it can be, or has as many as it can have. Where only one at
 * a time is allowed, the error is the one the service had before there could be several.
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
