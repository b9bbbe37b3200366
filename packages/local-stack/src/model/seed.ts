import { SYSTEM_IMAGE_ID } from "./ids.ts";
import { type Image, newMapping, operatingSystemOf } from "./image.ts";
import type { Instance } from "./instance.ts";
import { addInstance } from "./instance-life.ts";
import { newImage } from "./new-image.ts";
import { addSnapshot } from "./new-snapshot.ts";
import type { Stack } from "./stack.ts";

/** How many of each kind to add. */
export interface SeedCounts {
  readonly instances: number;
  readonly snapshots: number;
  readonly images: number;
}

/** The IDs that were added, in the order in which they were made. */
export interface SeededIds {
  readonly instanceIds: readonly string[];
  readonly snapshotIds: readonly string[];
  readonly imageIds: readonly string[];
}

const SYSTEM_DISK_GIB = 40;
const DATA_DISK_GIB = 100;

/**
 * Fills an empty stack with what every stack starts with: a system image, a Running instance with a system and a data
 * disk, a Stopped instance, a snapshot of the system disk and one of the data disk of the first instance.
 */
export function seedStack(stack: Stack): SeededIds {
  const image = addSystemImage(stack);
  const running = seedInstance(stack, image, "Running", true);
  const stopped = seedInstance(stack, image, "Stopped", false);
  const snapshots = stack
    .disksOf(running.fields.InstanceId)
    .map((disk) =>
      addSnapshot(stack, disk, undefined, { SnapshotName: `local-${disk.fields.Type}-disk-snapshot` }),
    );
  return {
    instanceIds: [running, stopped].map((instance) => instance.fields.InstanceId),
    snapshotIds: snapshots.map((snapshot) => snapshot.fields.SnapshotId),
    imageIds: [image.fields.ImageId],
  };
}

/**
 * Adds Running instances with one disk each, snapshots of a system disk and Available custom images made from a
 * snapshot. Needs the system image and, for snapshots and images, an instance.
 */
export function addSeeds(stack: Stack, counts: SeedCounts): SeededIds {
  const systemImage = stack.images.get(SYSTEM_IMAGE_ID) ?? addSystemImage(stack);
  const instanceIds = times(counts.instances, () => {
    return seedInstance(stack, systemImage, "Running", false).fields.InstanceId;
  });
  const systemDisk = [...stack.disks.values()].find((disk) => disk.fields.Type === "system");
  if (systemDisk === undefined) return { instanceIds, snapshotIds: [], imageIds: [] };
  const snapshotIds = times(
    counts.snapshots,
    () => addSnapshot(stack, systemDisk, undefined).fields.SnapshotId,
  );
  if (counts.images === 0) return { instanceIds, snapshotIds, imageIds: [] };
  const source =
    [...stack.snapshots.values()].find((snapshot) => snapshot.fields.SourceDiskType === "system") ??
    addSnapshot(stack, systemDisk, undefined);
  const imageIds = times(counts.images, () => {
    const ImageId = stack.ids.next("image");
    const image = newImage(stack, stack.mainRegionId, {
      ...operatingSystemOf(source.operatingSystem ?? systemImage.fields),
      ImageId,
      ImageName: `seeded-${ImageId.slice("m-".length)}`,
      DiskDeviceMappings: systemMapping(SYSTEM_DISK_GIB, source.fields.SnapshotId),
    });
    stack.images.set(ImageId, image);
    return ImageId;
  });
  return { instanceIds, snapshotIds, imageIds };
}

function addSystemImage(stack: Stack): Image {
  const image = newImage(stack, stack.mainRegionId, {
    Architecture: "x86_64",
    BootMode: "BIOS",
    OSName: "Local Linux 1.0 64 bit",
    OSNameEn: "Local Linux 1.0 64 bit",
    OSType: "linux",
    Platform: "Others Linux",
    Description: "The system image that every local stack starts with.",
    ImageId: SYSTEM_IMAGE_ID,
    ImageName: "local_linux_1_0_x64_40G.vhd",
    ImageOwnerAlias: "system",
    ImageOwnerId: 1000000000000000,
    ImageVersion: "1.0",
    IsPublic: true,
    IsSelfShared: "",
    DiskDeviceMappings: systemMapping(SYSTEM_DISK_GIB, ""),
  });
  stack.images.set(SYSTEM_IMAGE_ID, image);
  return image;
}

function systemMapping(sizeGib: number, SnapshotId: string) {
  return {
    DiskDeviceMapping: [newMapping({ Device: "/dev/xvda", SnapshotId, Type: "system", sizeGib })],
  };
}

function seedInstance(stack: Stack, image: Image, status: string, withDataDisk: boolean): Instance {
  const disk = { category: "cloud_efficiency", sourceSnapshotId: "", deleteWithInstance: true };
  return addInstance(stack, {
    image,
    regionId: stack.mainRegionId,
    zoneId: stack.regions[0]?.zoneIds[0] ?? "",
    instanceType: "ecs.n4.large",
    systemDisk: { ...disk, type: "system", device: "/dev/xvda", sizeGib: SYSTEM_DISK_GIB },
    dataDisks: withDataDisk ? [{ ...disk, type: "data", device: "/dev/xvdb", sizeGib: DATA_DISK_GIB }] : [],
    status,
    changes: [],
  });
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}
