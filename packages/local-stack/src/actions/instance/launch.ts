import { apiError } from "../../errors/api-error.ts";
import type { ErrorName } from "../../errors/error-table.ts";
import type { DiskSpec } from "../../model/disk.ts";
import type { Image } from "../../model/image.ts";
import type { Region } from "../../model/regions.ts";
import type { Stack } from "../../model/stack.ts";
import type { Tag } from "../../model/tag.ts";
import { checkResourceGroup } from "../common/check-resource-group.ts";
import { findRegion } from "../common/find-region.ts";
import { systemDiskSizeGib } from "./system-disk-size.ts";

/** The parameter values of RunInstances and CreateInstance that the stack uses. */
export interface LaunchValues {
  readonly RegionId: string;
  readonly ZoneId: string | undefined;
  readonly ImageId: string | undefined;
  readonly ImageFamily: string | undefined;
  readonly InstanceType: string | undefined;
  readonly InstanceName: string | undefined;
  readonly Description: string | undefined;
  readonly HostName: string | undefined;
  readonly KeyPairName: string | undefined;
  readonly SecurityGroupId: string | undefined;
  readonly SecurityGroupIds: readonly string[];
  readonly VSwitchId: string | undefined;
  readonly ResourceGroupId: string | undefined;
  readonly DeletionProtection: boolean | undefined;
  readonly "SystemDisk.Category": string | undefined;
  readonly "SystemDisk.Size": number | undefined;
  readonly "SystemDisk.DiskName": string | undefined;
  readonly "SystemDisk.Description": string | undefined;
  readonly DataDisk: readonly RequestedDisk[];
  readonly Tag: readonly Partial<Tag>[];
}

interface RequestedDisk {
  readonly Category: string | undefined;
  readonly DeleteWithInstance: boolean | undefined;
  readonly Description: string | undefined;
  readonly Device: string | undefined;
  readonly DiskName: string | undefined;
  readonly Size: number | undefined;
  readonly SnapshotId: string | undefined;
}

/** The errors of `findLaunch` and `diskPlan`, and that of an image which is there but cannot be used. */
export const launchErrors = [
  "regionNotFound",
  "missingParameter",
  "imageNotFound",
  "snapshotNotFound",
  "resourceGroupNotFound",
  "imageNotValid",
  "systemDiskBelowImage",
  "systemDiskBelowMinimum",
  "systemDiskRange",
] as const satisfies readonly ErrorName[];

const DEFAULT_CATEGORY = "cloud_efficiency";
const DATA_DISK_GIB = 20;

/** What the request names, looked up. */
export interface Launch {
  readonly image: Image;
  readonly region: Region;
  readonly instanceType: string;
}

/** Looks up region and image, the newest Available one of a family when the request names a family. */
export function findLaunch(stack: Stack, values: LaunchValues): Launch {
  const region = findRegion(stack, values.RegionId);
  const instanceType = values.InstanceType;
  if (instanceType === undefined) throw apiError("missingParameter", "InstanceType");
  if (values.ImageId === undefined && values.ImageFamily === undefined) {
    throw apiError("missingParameter", "ImageId");
  }
  checkResourceGroup(values.ResourceGroupId);
  const image =
    values.ImageId === undefined
      ? stack.newestOfFamily(region.regionId, values.ImageFamily ?? "")
      : stack.imageIn(region.regionId, values.ImageId);
  if (image === undefined) throw apiError("imageNotFound");
  for (const { SnapshotId } of values.DataDisk) {
    if (SnapshotId !== undefined && stack.snapshots.get(SnapshotId)?.regionId !== region.regionId) {
      throw apiError("snapshotNotFound");
    }
  }
  return { image, region, instanceType };
}

/**
 * The disks of a new instance: the system disk, one data disk for each data mapping of the image (at least as large
 * as the mapping; a requested disk of the same device changes it), and the requested disks that match no mapping.
 */
export function diskPlan(
  image: Image,
  values: LaunchValues,
): { systemDisk: DiskSpec; dataDisks: readonly DiskSpec[] } {
  const mappings = image.fields.DiskDeviceMappings.DiskDeviceMapping;
  const system = mappings.find((mapping) => mapping.Type === "system");
  const dataMappings = mappings.filter((mapping) => mapping.Type === "data");
  const systemDisk = spec({
    type: "system",
    device: system?.Device ?? "/dev/xvda",
    sizeGib: systemDiskSizeGib(image, values["SystemDisk.Size"], "systemDiskRange"),
    category: values["SystemDisk.Category"],
    sourceSnapshotId: system?.SnapshotId,
    encrypted: system?.Encrypted,
    name: values["SystemDisk.DiskName"],
    description: values["SystemDisk.Description"],
  });
  const fromImage = dataMappings.map((mapping) => {
    const requested = values.DataDisk.find((disk) => disk.Device === mapping.Device);
    return spec({
      ...requestedFields(requested),
      device: mapping.Device,
      sizeGib: Math.max(Number(mapping.Size), requested?.Size ?? 0),
      sourceSnapshotId: mapping.SnapshotId,
      encrypted: mapping.Encrypted,
    });
  });
  const taken = new Set(fromImage.map((disk) => disk.device));
  const others = values.DataDisk.filter((disk) => disk.Device === undefined || !taken.has(disk.Device));
  const added = others.map((requested) => {
    const device = requested.Device ?? nextDevice(taken);
    taken.add(device);
    return spec({ ...requestedFields(requested), device, sizeGib: requested.Size ?? DATA_DISK_GIB });
  });
  return { systemDisk, dataDisks: [...fromImage, ...added] };
}

function nextDevice(taken: ReadonlySet<string>): string {
  const letter = [..."bcdefghijklmnopqrstuvwxyz"].find((candidate) => !taken.has(`/dev/xvd${candidate}`));
  if (letter === undefined) throw apiError("invalidParameter", "DataDisk");
  return `/dev/xvd${letter}`;
}

function requestedFields(requested: RequestedDisk | undefined) {
  return {
    type: "data" as const,
    category: requested?.Category,
    sourceSnapshotId: requested?.SnapshotId,
    deleteWithInstance: requested?.DeleteWithInstance,
    name: requested?.DiskName,
    description: requested?.Description,
  };
}

function spec(disk: {
  type: "system" | "data";
  device: string;
  sizeGib: number;
  category: string | undefined;
  sourceSnapshotId: string | undefined;
  deleteWithInstance?: boolean | undefined;
  encrypted?: boolean | undefined;
  name: string | undefined;
  description: string | undefined;
}): DiskSpec {
  return {
    type: disk.type,
    device: disk.device,
    sizeGib: disk.sizeGib,
    category: disk.category ?? DEFAULT_CATEGORY,
    sourceSnapshotId: disk.sourceSnapshotId ?? "",
    deleteWithInstance: disk.deleteWithInstance ?? true,
    encrypted: disk.encrypted ?? false,
    name: disk.name ?? "",
    description: disk.description ?? "",
  };
}
