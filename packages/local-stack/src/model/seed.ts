import { Ids, SYSTEM_IMAGE_ID, systemImageId } from "./ids.ts";
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
/** How old the seeds are: they were there before anything that is made of them, also by their CreationTime. */
const SEED_AGE_MS = 24 * 60 * 60 * 1000;
/** Stands in the IDs of what the second region starts with. */
const OTHER_NAMESPACE = "other";

/**
 * Fills an empty stack with what every region starts with: a system image, a Running instance with a system and a
 * data disk, a Stopped instance, a snapshot of the system disk and one of the data disk of the first instance.
 * Returns the IDs of the first region.
 */
export function seedStack(stack: Stack): SeededIds {
  stack.clock.offsetMs -= SEED_AGE_MS;
  for (const { regionId } of stack.regions) seedRegion(stack, regionId);
  stack.clock.offsetMs += SEED_AGE_MS;
  return idsIn(stack, stack.mainRegionId);
}

/** The IDs of what is in a region, oldest first. */
export function idsIn(stack: Stack, regionId: string): SeededIds {
  const ids = (resources: ReadonlyMap<string, { readonly regionId: string }>) =>
    [...resources].flatMap(([id, resource]) => (resource.regionId === regionId ? [id] : []));
  return {
    instanceIds: ids(stack.instances),
    snapshotIds: ids(stack.snapshots),
    imageIds: ids(stack.images),
  };
}

/**
 * Adds Running instances with one disk each, snapshots of a system disk and Available custom images made from a snapshot,
 * all in the first region. Without an instance there, snapshots and images are not added.
 */
export function addSeeds(stack: Stack, counts: SeedCounts): SeededIds {
  const regionId = stack.mainRegionId;
  const systemImage = stack.images.get(SYSTEM_IMAGE_ID) ?? addSystemImage(stack, regionId);
  const instanceIds = times(counts.instances, () => {
    return seedInstance(stack, systemImage, { status: "Running", withDataDisk: false }).fields.InstanceId;
  });
  const systemDisk = [...stack.disks.values()].find(
    (disk) => disk.regionId === regionId && disk.fields.Type === "system",
  );
  if (systemDisk === undefined) return { instanceIds, snapshotIds: [], imageIds: [] };
  const snapshotIds = times(
    counts.snapshots,
    () => addSnapshot(stack, systemDisk, undefined).fields.SnapshotId,
  );
  if (counts.images === 0) return { instanceIds, snapshotIds, imageIds: [] };
  const source =
    [...stack.snapshots.values()].find(
      (snapshot) => snapshot.regionId === regionId && snapshot.fields.SourceDiskType === "system",
    ) ?? addSnapshot(stack, systemDisk, undefined);
  const imageIds = times(counts.images, () => {
    const ImageId = stack.ids.next("image");
    const image = newImage(stack, regionId, {
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

function seedRegion(stack: Stack, regionId: string): void {
  // IDs of the first region count on from its seeds. Those of the other region's seeds have a namespace of their own, so
  // that they take no number from the first.
  const ids = regionId === stack.mainRegionId ? stack.ids : new Ids(OTHER_NAMESPACE);
  const image = addSystemImage(stack, regionId);
  const running = seedInstance(stack, image, { status: "Running", withDataDisk: true, ids });
  seedInstance(stack, image, { status: "Stopped", withDataDisk: false, ids });
  for (const disk of stack.disksOf(running.fields.InstanceId)) {
    addSnapshot(stack, disk, undefined, {
      SnapshotId: ids.next("snapshot"),
      SnapshotName: `local-${disk.fields.Type}-disk-snapshot`,
    });
  }
}

function addSystemImage(stack: Stack, regionId: string): Image {
  const ImageId = regionId === stack.mainRegionId ? SYSTEM_IMAGE_ID : systemImageId(OTHER_NAMESPACE);
  const image = newImage(stack, regionId, {
    Architecture: "x86_64",
    BootMode: "BIOS",
    OSName: "Local Linux 1.0 64 bit",
    OSNameEn: "Local Linux 1.0 64 bit",
    OSType: "linux",
    Platform: "Others Linux",
    Description: "The system image that every local stack starts with.",
    ImageId,
    ImageName: "local_linux_1_0_x64_40G.vhd",
    ImageOwnerAlias: "system",
    ImageOwnerId: 1000000000000000,
    ImageVersion: "1.0",
    IsPublic: true,
    IsSelfShared: "",
    DiskDeviceMappings: systemMapping(SYSTEM_DISK_GIB, ""),
  });
  stack.images.set(ImageId, image);
  return image;
}

function systemMapping(sizeGib: number, SnapshotId: string) {
  return {
    DiskDeviceMapping: [newMapping({ Device: "/dev/xvda", SnapshotId, Type: "system", sizeGib })],
  };
}

function seedInstance(
  stack: Stack,
  image: Image,
  spec: { readonly status: string; readonly withDataDisk: boolean; readonly ids?: Ids },
): Instance {
  const { status, withDataDisk, ids = stack.ids } = spec;
  const disk = (type: "system" | "data", device: string, sizeGib: number) => ({
    diskId: ids.next("disk"),
    type,
    device,
    sizeGib,
    category: "cloud_efficiency",
    sourceSnapshotId: "",
    deleteWithInstance: true,
  });
  const region = stack.regions.find((candidate) => candidate.regionId === image.regionId);
  return addInstance(stack, {
    image,
    regionId: image.regionId,
    zoneId: region?.zoneIds[0] ?? "",
    instanceType: "ecs.n4.large",
    systemDisk: disk("system", "/dev/xvda", SYSTEM_DISK_GIB),
    dataDisks: withDataDisk ? [disk("data", "/dev/xvdb", DATA_DISK_GIB)] : [],
    status,
    changes: [],
    fields: { InstanceId: ids.next("instance") },
  });
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}
