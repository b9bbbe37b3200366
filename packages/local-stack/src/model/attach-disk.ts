import type { Disk, DiskSpec } from "./disk.ts";
import type { Stack } from "./stack.ts";
import { isoMinutes } from "./time.ts";

/** Creates a disk that is attached to an instance, and adds it to the stack. */
export function attachNewDisk(
  stack: Stack,
  spec: DiskSpec,
  owner: { regionId: string; zoneId: string; instanceId: string; imageId: string },
): Disk {
  const now = isoMinutes(stack.clock.nowMs());
  const diskId = spec.diskId ?? stack.ids.next("disk");
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

/** Detaches the disk from its instance. */
export function detachDisk(stack: Stack, disk: Disk): void {
  stack.disks.change(disk.fields.DiskId, {
    Device: "",
    InstanceId: "",
    Status: "Available",
    DetachedTime: isoMinutes(stack.clock.nowMs()),
  });
}
