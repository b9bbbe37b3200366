import type { Tags } from "./tag.ts";

/** The stored fields of a disk, with the names and types of DescribeDisks. */
export type DiskFields = {
  readonly AttachedTime: string;
  readonly AutoSnapshotPolicyId: string;
  readonly BurstingEnabled: boolean;
  readonly Category: string;
  readonly CreationTime: string;
  readonly DeleteAutoSnapshot: boolean;
  readonly DeleteWithInstance: boolean;
  readonly Description: string;
  readonly DetachedTime: string;
  readonly Device: string;
  readonly DiskChargeType: string;
  readonly DiskId: string;
  readonly DiskName: string;
  readonly EnableAutoSnapshot: boolean;
  readonly EnableAutomatedSnapshotPolicy: boolean;
  readonly Encrypted: boolean;
  readonly ExpiredTime: string;
  readonly ImageId: string;
  readonly InstanceId: string;
  readonly KMSKeyId: string;
  readonly MultiAttach: string;
  readonly PerformanceLevel: string;
  readonly Portable: boolean;
  readonly ProductCode: string;
  readonly RegionId: string;
  readonly ResourceGroupId: string;
  readonly SerialNumber: string;
  /** GiB. */
  readonly Size: number;
  readonly SourceSnapshotId: string;
  readonly Status: string;
  readonly Tags: Tags;
  readonly Type: "system" | "data";
  readonly ZoneId: string;
};

/** A disk of the stack. */
export interface Disk {
  readonly regionId: string;
  readonly sequence: number;
  readonly fields: DiskFields;
}

/** What a disk is created from, beside the instance that it is attached to. */
export interface DiskSpec {
  /** The next ID in order unless given. */
  readonly diskId?: string;
  readonly type: "system" | "data";
  readonly device: string;
  readonly sizeGib: number;
  readonly category: string;
  readonly sourceSnapshotId: string;
  readonly deleteWithInstance: boolean;
  readonly encrypted?: boolean;
  readonly name?: string;
  readonly description?: string;
}
