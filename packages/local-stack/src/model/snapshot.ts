import type { Disk } from "./disk.ts";
import { type OperatingSystem, operatingSystemOf } from "./image.ts";
import type { Stack } from "./stack.ts";
import type { Tags } from "./tag.ts";
import { isoSeconds, type Period } from "./time.ts";

/** The stored fields of a snapshot, with the names and types of DescribeSnapshots. */
export type SnapshotFields = {
  readonly Available: boolean;
  readonly Category: string;
  readonly CreationTime: string;
  readonly Description: string;
  readonly Encrypted: boolean;
  readonly InstantAccess: boolean;
  readonly InstantAccessRetentionDays: number;
  readonly KMSKeyId: string;
  readonly LastModifiedTime: string;
  readonly ProductCode: string;
  readonly Progress: string;
  readonly RegionId: string;
  readonly RemainTime: number;
  readonly ResourceGroupId: string;
  /** Days; absent when the snapshot is kept for ever. */
  readonly RetentionDays?: number;
  readonly SnapshotId: string;
  readonly SnapshotLinkId: string;
  readonly SnapshotName: string;
  readonly SnapshotSN: string;
  readonly SnapshotType: string;
  readonly SourceDiskId: string;
  /** GiB, as text. */
  readonly SourceDiskSize: string;
  readonly SourceDiskType: "system" | "data";
  readonly SourceRegionId: string;
  readonly SourceSnapshotId: string;
  readonly SourceStorageType: string;
  readonly Status: string;
  readonly Tags: Tags;
};

/** A snapshot of the stack. */
export interface Snapshot {
  readonly regionId: string;
  readonly sequence: number;
  fields: SnapshotFields;
  /** Set while the snapshot is being made. */
  creation: Period | undefined;
  /** The system on the disk, for images made from the snapshot; undefined for a data disk. */
  readonly operatingSystem: OperatingSystem | undefined;
}

/**
 * Makes a snapshot of the disk and adds it to the stack. It is `progressing` for the given period, or `accomplished` at
 * once without one.
 */
export function addSnapshot(
  stack: Stack,
  disk: Disk,
  period: Period | undefined,
  fields: Partial<SnapshotFields> = {},
): Snapshot {
  const now = isoSeconds(stack.clock.nowMs());
  const snapshotId = stack.ids.next("snapshot");
  const image = stack.images.get(disk.fields.ImageId);
  const instance = stack.instances.get(disk.fields.InstanceId);
  const source = instance?.operatingSystem ?? image?.fields;
  const snapshot: Snapshot = {
    regionId: disk.regionId,
    sequence: stack.ids.nextSequence(),
    creation: period,
    operatingSystem:
      disk.fields.Type === "system" && source !== undefined ? operatingSystemOf(source) : undefined,
    fields: {
      Available: period === undefined,
      Category: "standard",
      CreationTime: now,
      Description: "",
      Encrypted: false,
      InstantAccess: false,
      InstantAccessRetentionDays: 0,
      KMSKeyId: "",
      LastModifiedTime: now,
      ProductCode: "",
      Progress: period === undefined ? "100%" : "0%",
      RegionId: disk.regionId,
      RemainTime: 0,
      ResourceGroupId: "",
      SnapshotId: snapshotId,
      SnapshotLinkId: `sl-${disk.fields.DiskId.slice("d-".length)}`,
      SnapshotName: "",
      SnapshotSN: snapshotId.slice("s-".length),
      SnapshotType: "user",
      SourceDiskId: disk.fields.DiskId,
      SourceDiskSize: String(disk.fields.Size),
      SourceDiskType: disk.fields.Type,
      SourceRegionId: disk.regionId,
      SourceSnapshotId: "",
      SourceStorageType: "disk",
      Status: period === undefined ? "accomplished" : "progressing",
      Tags: { Tag: [] },
      ...fields,
    },
  };
  stack.snapshots.set(snapshotId, snapshot);
  if (period !== undefined) stack.moving.snapshots.add(snapshot);
  return snapshot;
}
