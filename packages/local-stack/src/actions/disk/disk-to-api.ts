import type { Disk } from "../../model/disk.ts";
import type { JsonObject } from "../../wire/json.ts";

/** A disk as the API shows it. */
export function diskToApi(disk: Disk): JsonObject {
  const { AttachedTime, Device, InstanceId } = disk.fields;
  const attachments = InstanceId === "" ? [] : [{ AttachedTime, Device, InstanceId }];
  return {
    ...disk.fields,
    ...performanceOf(disk),
    Attachments: { Attachment: attachments },
    MountInstanceNum: attachments.length,
    MountInstances: { MountInstance: attachments },
    BdfId: "",
    DataSource: { Id: "", Type: "" },
    OperationLocks: { OperationLock: [] },
    Placement: { ZoneIds: "" },
    ProvisionedIops: 0,
    SourceDiskId: "",
    StorageClusterId: "",
    StorageSetId: "",
    StorageSetPartitionNumber: 0,
  };
}

/** What a disk of that kind and size can do. Source: "ECS documentation, Block storage performance". */
function performanceOf(disk: Disk): JsonObject {
  const { Category, Size } = disk.fields;
  const isFast = Category !== "cloud_efficiency" && Category !== "cloud";
  const iops = isFast ? Math.min(1800 + 30 * Size, 25_000) : Math.min(1800 + 8 * Size, 5000);
  const mibPerSecond = Math.floor(
    isFast ? Math.min(120 + 0.5 * Size, 300) : Math.min(100 + 0.15 * Size, 140),
  );
  return {
    IOPS: iops,
    IOPSRead: iops,
    IOPSWrite: iops,
    Throughput: mibPerSecond,
    ThroughputRead: mibPerSecond,
    ThroughputWrite: mibPerSecond,
  };
}
