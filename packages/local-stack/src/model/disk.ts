import type { Stack } from "./stack.ts";
import type { Tags } from "./tag.ts";
import { isoMinutes } from "./time.ts";

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

/** What has to be known to make a disk; the rest follows from the instance it is attached to. */
export interface DiskSpec {
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

/** Makes a disk that is attached to an instance from the start and adds it to the stack. */
export function attachNewDisk(
  stack: Stack,
  spec: DiskSpec,
  owner: { regionId: string; zoneId: string; instanceId: string; imageId: string },
): Disk {
  const now = isoMinutes(stack.clock.nowMs());
  const diskId = stack.ids.next("disk");
  const disk: Disk = {
    regionId: owner.regionId,
    sequence: stack.ids.nextSequence(),
    fields: {
      AttachedTime: now,
      AutoSnapshotPolicyId: "",
      BurstingEnabled: false,
      Category: spec.category,
      CreationTime: now,
      DeleteAutoSnapshot: false,
      DeleteWithInstance: spec.deleteWithInstance,
      Description: spec.description ?? "",
      DetachedTime: "",
      Device: spec.device,
      DiskChargeType: "PostPaid",
      DiskId: diskId,
      DiskName: spec.name ?? "",
      EnableAutoSnapshot: false,
      EnableAutomatedSnapshotPolicy: false,
      Encrypted: spec.encrypted ?? false,
      ExpiredTime: "2999-09-08T16:00Z",
      ImageId: spec.type === "system" ? owner.imageId : "",
      InstanceId: owner.instanceId,
      KMSKeyId: "",
      MultiAttach: "Disabled",
      PerformanceLevel: "",
      Portable: spec.type === "data",
      ProductCode: "",
      RegionId: owner.regionId,
      ResourceGroupId: "",
      SerialNumber: diskId.slice("d-".length),
      Size: spec.sizeGib,
      SourceSnapshotId: spec.sourceSnapshotId,
      Status: "In_use",
      Tags: { Tag: [] },
      Type: spec.type,
      ZoneId: owner.zoneId,
    },
  };
  stack.disks.set(diskId, disk);
  return disk;
}

/** Changes the disk to one that belongs to no instance. */
export function detachDisk(stack: Stack, disk: Disk): void {
  stack.disks.change(disk.fields.DiskId, {
    Device: "",
    InstanceId: "",
    Status: "Available",
    DetachedTime: isoMinutes(stack.clock.nowMs()),
  });
}
