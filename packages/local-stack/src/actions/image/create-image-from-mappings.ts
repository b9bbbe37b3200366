import { apiError } from "../../errors/api-error.ts";
import { newMapping } from "../../model/image.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { checkSnapshotState, type ImageSource, unknownOperatingSystem } from "./create-image-sources.ts";

/** One `DiskDeviceMapping.N` of a request, its snapshot looked up. */
export interface RequestedMapping {
  readonly device: string | undefined;
  readonly diskType: string | undefined;
  readonly sizeGib: number | undefined;
  readonly snapshot: Snapshot | undefined;
}

/** A mapping with defaults for what the request left out. */
interface CompleteMapping {
  readonly device: string;
  readonly type: "system" | "data";
  readonly sizeGib: number;
  readonly snapshot: Snapshot | undefined;
}

/** A system disk and sixteen data disks. Source: "ECS API reference, CreateImage". */
const MAX_MAPPINGS = 17;
/** The sizes a disk can be given, in GiB. Source: the documentation of the image resource of Apsara Stack. */
const SIZE_GIB = { min: 5, max: 2000 };
const SYSTEM_DEVICE = "/dev/xvda";
const DATA_DEVICES = [..."bcdefghijklmnopqrstuvwxyz"].map((letter) => `/dev/xvd${letter}`);

/**
 * Checks the mappings and fills in their defaults. There must be exactly one system disk, each device once, and every
 * size in range and not below that of the snapshot. A data disk without a device gets the next free one.
 */
export function checkDiskMappings(mappings: readonly RequestedMapping[]): readonly CompleteMapping[] {
  if (mappings.length > MAX_MAPPINGS) throw apiError("invalidParameter", "DiskDeviceMapping");
  const typed = mappings.map((mapping) => ({ ...mapping, type: typeOf(mapping) }));
  const systems = typed.filter((mapping) => mapping.type === "system" && mapping.snapshot !== undefined);
  if (systems.length === 0) throw apiError("noSystemSnapshot");
  if (systems.length > 1) throw apiError("manySystemSnapshots");
  const taken = new Set<string>();
  for (const { device, type } of typed) {
    if (device === undefined) continue;
    const possible = type === "system" ? [SYSTEM_DEVICE] : DATA_DEVICES;
    if (!possible.includes(device)) throw apiError("deviceMalformed");
    if (taken.has(device)) throw apiError("deviceInUse");
    taken.add(device);
  }
  const free = DATA_DEVICES.filter((device) => !taken.has(device));
  return typed.map(({ device, type, sizeGib, snapshot }) => ({
    device: device ?? (type === "system" ? SYSTEM_DEVICE : (free.shift() ?? "")),
    type,
    sizeGib: checkSize(sizeGib, snapshot),
    snapshot,
  }));
}

/** The mappings as source: the image refers to their snapshots; a data disk without snapshot starts empty. */
export function mappingSource(mappings: readonly CompleteMapping[]): ImageSource {
  return {
    checkState() {
      for (const { snapshot } of mappings) if (snapshot !== undefined) checkSnapshotState(snapshot);
    },
    make() {
      const system = mappings.find((mapping) => mapping.type === "system");
      return {
        mappings: mappings.map((mapping) =>
          newMapping({
            Device: mapping.device,
            Encrypted: mapping.snapshot?.fields.Encrypted ?? false,
            SnapshotId: mapping.snapshot?.fields.SnapshotId ?? "",
            Type: mapping.type,
            sizeGib: mapping.sizeGib,
          }),
        ),
        operatingSystem: system?.snapshot?.operatingSystem ?? unknownOperatingSystem,
        imdsSupport: "v1",
        platformIsOpen: system?.snapshot?.operatingSystem === undefined,
      };
    },
  };
}

function typeOf({ diskType, snapshot }: RequestedMapping): "system" | "data" {
  if (diskType !== undefined) return diskType === "system" ? "system" : "data";
  return snapshot?.fields.SourceDiskType ?? "data";
}

function checkSize(sizeGib: number | undefined, snapshot: Snapshot | undefined): number {
  const smallest = snapshot === undefined ? SIZE_GIB.min : Number(snapshot.fields.SourceDiskSize);
  if (sizeGib === undefined) return smallest;
  if (sizeGib < smallest || sizeGib < SIZE_GIB.min || sizeGib > SIZE_GIB.max)
    throw apiError("sizeNotSupported");
  return sizeGib;
}
