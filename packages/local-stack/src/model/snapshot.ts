import type { OperatingSystem } from "./image.ts";
import type { Tags } from "./tag.ts";
import type { Period } from "./time.ts";

/** The stored fields of a snapshot, with the names and types of DescribeSnapshots. */
export type SnapshotFields = {
  readonly Available: boolean;
  readonly Category: string;
  readonly CreationTime: string;
  readonly Description: string;
  readonly Encrypted: boolean;
  readonly FullSnapshotSizeInBytes: number;
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
  readonly fields: SnapshotFields;
  /** Set while the snapshot is progressing. */
  creation: Period | undefined;
  /** The system on the disk, for images made from the snapshot; undefined for a data disk. */
  readonly operatingSystem: OperatingSystem | undefined;
}
