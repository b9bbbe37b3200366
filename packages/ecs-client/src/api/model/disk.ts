import type { Fields } from "../../call/fields.ts";
import { type Tag, tagsFromApi } from "./tag.ts";

/** A disk as DescribeDisks reports it. */
export interface Disk {
  readonly diskId: string;
  readonly diskName: string | null;
  readonly description: string | null;
  readonly instanceId: string | null;
  readonly imageId: string | null;
  /** For example `/dev/xvda`. */
  readonly device: string | null;
  /** `system` or `data`. */
  readonly type: string | null;
  readonly category: string | null;
  readonly sizeGib: number | null;
  readonly status: string | null;
  readonly sourceSnapshotId: string | null;
  readonly encrypted: boolean | null;
  readonly creationTime: string | null;
  readonly tags: readonly Tag[];
}

/** Reads one item of `Disks.Disk[]`. */
export function diskFromApi(disk: Fields): Disk {
  return {
    diskId: disk.requiredString("DiskId"),
    diskName: disk.string("DiskName"),
    description: disk.string("Description"),
    instanceId: disk.string("InstanceId"),
    imageId: disk.string("ImageId"),
    device: disk.string("Device"),
    type: disk.string("Type"),
    category: disk.string("Category"),
    sizeGib: disk.number("Size"),
    status: disk.string("Status"),
    sourceSnapshotId: disk.string("SourceSnapshotId"),
    encrypted: disk.boolean("Encrypted"),
    creationTime: disk.string("CreationTime"),
    tags: tagsFromApi(disk),
  };
}
