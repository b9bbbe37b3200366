import { apiError } from "../../errors/api-error.ts";
import { type DiskDeviceMapping, newMapping, type OperatingSystem } from "../../model/image.ts";
import type { Instance } from "../../model/instance.ts";
import { addSnapshot } from "../../model/new-snapshot.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import type { Stack } from "../../model/stack.ts";
import type { Period } from "../../model/time.ts";
import { checkDiskCanBeSnapshot } from "../common/disk-snapshot-quota.ts";

/** Snapshots older than this cannot become images. Source: "ECS API reference, CreateImage". */
const OLDEST_SNAPSHOT = "2013-07-15";

/** What an image is made from. */
export interface ImageSource {
  /** Throws when the state of the source does not allow an image to be made from it. */
  checkState(stack: Stack): void;
  /** Returns what the image takes from the source. For an instance it creates snapshots of the disks. */
  make(stack: Stack, imageId: string, creation: Period): ImageParts;
}

/** What an image takes from its source. */
export interface ImageParts {
  readonly mappings: readonly DiskDeviceMapping[];
  readonly operatingSystem: OperatingSystem;
  /** Whether Platform and Architecture of the request count: only for a data disk that becomes a system disk. */
  readonly platformIsOpen: boolean;
  readonly imdsSupport: string;
}

/** The operating system of an image when nothing is known about it. */
export const unknownOperatingSystem: OperatingSystem = {
  Architecture: "x86_64",
  BootMode: "BIOS",
  OSName: "Others Linux",
  OSNameEn: "Others Linux",
  OSType: "linux",
  Platform: "Others Linux",
};

/** An instance as source: it must be Running or Stopped, and every attached disk gets a new snapshot. */
export function instanceSource(instance: Instance): ImageSource {
  const { InstanceId } = instance.fields;
  return {
    checkState(stack) {
      if (!["Running", "Stopped"].includes(instance.fields.Status)) throw apiError("sourceInstanceStatus");
      for (const disk of stack.disksOf(InstanceId)) checkDiskCanBeSnapshot(stack, disk.fields.DiskId);
    },
    make(stack, imageId, creation) {
      const mappings = stack.disksOf(InstanceId).map((disk) => {
        const snapshot = addSnapshot(stack, disk, creation, { SnapshotName: `SnapshotForImage-${imageId}` });
        return newMapping({
          Device: disk.fields.Device,
          Encrypted: disk.fields.Encrypted,
          SnapshotId: snapshot.fields.SnapshotId,
          Type: disk.fields.Type,
          sizeGib: disk.fields.Size,
        });
      });
      const { operatingSystem, imdsSupport } = instance;
      return { mappings, operatingSystem, imdsSupport, platformIsOpen: false };
    },
  };
}

/** One snapshot as source: it must be one of a system disk, accomplished and not too old. The image refers to it. */
export function snapshotSource(snapshot: Snapshot): ImageSource {
  return {
    checkState() {
      if (snapshot.fields.SourceDiskType !== "system") throw apiError("snapshotNotSystem");
      checkSnapshotState(snapshot);
    },
    make() {
      const mapping = newMapping({
        Device: "/dev/xvda",
        Encrypted: snapshot.fields.Encrypted,
        SnapshotId: snapshot.fields.SnapshotId,
        Type: "system",
        sizeGib: Number(snapshot.fields.SourceDiskSize),
      });
      const operatingSystem = snapshot.operatingSystem ?? unknownOperatingSystem;
      return { mappings: [mapping], operatingSystem, imdsSupport: "v1", platformIsOpen: false };
    },
  };
}

/** Throws when the snapshot is not finished or too old. */
export function checkSnapshotState(snapshot: Snapshot): void {
  if (snapshot.fields.CreationTime < OLDEST_SNAPSHOT) throw apiError("snapshotTooOld");
  if (snapshot.fields.Status !== "accomplished") throw apiError("snapshotNotReady");
}
