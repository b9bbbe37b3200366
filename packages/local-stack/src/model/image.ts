import type { JsonObject } from "../json.ts";
import type { Stack } from "./stack.ts";
import type { Tags } from "./tag.ts";
import { isoSeconds, type Period } from "./time.ts";

/** What an image says of the operating system in it; instances and snapshots hand it on. */
export type OperatingSystem = {
  readonly Architecture: string;
  readonly BootMode: string;
  readonly OSName: string;
  readonly OSNameEn: string;
  readonly OSType: string;
  readonly Platform: string;
};

/** One disk that an instance made from the image gets. */
export type DiskDeviceMapping = {
  readonly Device: string;
  readonly Encrypted: boolean;
  readonly Format: string;
  readonly ImportOSSBucket: string;
  readonly ImportOSSObject: string;
  /** Filled only while an image is copied or imported. */
  readonly Progress: string;
  readonly RemainTime: number;
  /** GiB, as text. */
  readonly Size: string;
  /** Empty for an empty data disk. */
  readonly SnapshotId: string;
  readonly Type: "system" | "data";
};

/** The stored fields of an image, with the names and types of DescribeImages. */
export type ImageFields = OperatingSystem & {
  readonly CreationTime: string;
  readonly Description: string;
  readonly DiskDeviceMappings: { readonly DiskDeviceMapping: readonly DiskDeviceMapping[] };
  readonly Features: { readonly ImdsSupport: string; readonly NvmeSupport: string };
  readonly ImageFamily: string;
  readonly ImageId: string;
  readonly ImageName: string;
  readonly ImageOwnerAlias: string;
  readonly ImageOwnerId: number;
  readonly ImageVersion: string;
  readonly IsCopied: boolean;
  readonly IsPublic: boolean;
  readonly IsSelfShared: string;
  readonly IsSubscribed: boolean;
  readonly IsSupportCloudinit: boolean;
  readonly IsSupportIoOptimized: boolean;
  readonly LicenseType: string;
  readonly LoginAsNonRootSupported: boolean;
  readonly ProductCode: string;
  readonly Progress: string;
  readonly ResourceGroupId: string;
  /** GiB of the system disk. */
  readonly Size: number;
  readonly Status: string;
  readonly SupplierName: string;
  readonly Tags: Tags;
};

/** An image of the stack. `fields` is replaced as a whole when something about it changes. */
export interface Image {
  readonly regionId: string;
  readonly sequence: number;
  fields: ImageFields;
  /** Set while the image is being made. */
  creation: Period | undefined;
  /** Set once deletion was accepted: when the image is gone, in epoch milliseconds. */
  removeAtMs: number | undefined;
}

/** Makes an image from its own fields; everything else gets what an image of the account has by default. */
export function newImage(
  stack: Stack,
  regionId: string,
  fields: Partial<ImageFields> & OperatingSystem & Pick<ImageFields, "ImageId" | "DiskDeviceMappings">,
): Image {
  const system = fields.DiskDeviceMappings.DiskDeviceMapping.find((mapping) => mapping.Type === "system");
  return {
    regionId,
    sequence: stack.ids.nextSequence(),
    creation: undefined,
    removeAtMs: undefined,
    fields: {
      CreationTime: isoSeconds(stack.clock.nowMs()),
      Description: "",
      Features: { ImdsSupport: "v1", NvmeSupport: "unsupported" },
      ImageFamily: "",
      ImageName: fields.ImageId,
      ImageOwnerAlias: "self",
      ImageOwnerId: stack.accountId,
      ImageVersion: "",
      IsCopied: false,
      IsPublic: false,
      IsSelfShared: "False",
      IsSubscribed: false,
      IsSupportCloudinit: true,
      IsSupportIoOptimized: true,
      LicenseType: "Auto",
      LoginAsNonRootSupported: false,
      ProductCode: "",
      Progress: "100%",
      ResourceGroupId: "",
      Size: Number(system?.Size ?? 0),
      Status: "Available",
      SupplierName: "",
      Tags: { Tag: [] },
      ...fields,
    },
  };
}

/** A mapping of an image that was made inside the stack, not imported. */
export function newMapping(
  mapping: Pick<DiskDeviceMapping, "Device" | "SnapshotId" | "Type"> & { sizeGib: number },
): DiskDeviceMapping {
  return {
    Device: mapping.Device,
    Encrypted: false,
    Format: "",
    ImportOSSBucket: "",
    ImportOSSObject: "",
    Progress: "",
    RemainTime: 0,
    Size: String(mapping.sizeGib),
    SnapshotId: mapping.SnapshotId,
    Type: mapping.Type,
  };
}

/** The operating-system part of something that has one. */
export function operatingSystemOf(source: OperatingSystem): OperatingSystem {
  const { Architecture, BootMode, OSName, OSNameEn, OSType, Platform } = source;
  return { Architecture, BootMode, OSName, OSNameEn, OSType, Platform };
}

/** An image as the API shows it; `inUse` holds the IDs of images that instances were made from. */
export function imageAnswer(image: Image, inUse: ReadonlySet<string>): JsonObject {
  return { ...image.fields, Usable: isUsable(image), Usage: usageOf(image, inUse) };
}

/** Whether instances can be made from the image. */
export function isUsable(image: Image): boolean {
  return image.fields.Status === "Available" || image.fields.Status === "Deprecated";
}

/** `instance` when some instance was made from the image, else `none`. */
export function usageOf(image: Image, inUse: ReadonlySet<string>): "instance" | "none" {
  return inUse.has(image.fields.ImageId) ? "instance" : "none";
}
