import type { JsonObject } from "../wire/json.ts";
import type { Stack } from "./stack.ts";
import type { Tags } from "./tag.ts";
import { isoSeconds, type Period, progress } from "./time.ts";

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
  readonly Features: {
    readonly CpuOnlineDowngrade: string;
    readonly CpuOnlineUpgrade: string;
    readonly ImdsSupport: string;
    readonly MemoryOnlineDowngrade: string;
    readonly MemoryOnlineUpgrade: string;
    readonly NvmeSupport: string;
  };
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
  readonly SecureBootOptions: { readonly SecureBootSupport: string };
  /** GiB of the system disk. */
  readonly Size: number;
  readonly Status: string;
  readonly SupplierName: string;
  readonly Tags: Tags;
};

/** How an image came into being, where it was not by CreateImage. */
export type ImageOrigin =
  | { readonly kind: "copy"; readonly sourceImageId: string }
  | { readonly kind: "import"; readonly taskId: string; readonly fails: boolean };

/** An account that an image is shared with, with the names of DescribeImageSharePermission. */
export type ImageShare = { readonly AliyunId: string; readonly SharedTime: string };

/** An image of the stack. Fields are changed through `stack.images.change`. */
export interface Image {
  readonly regionId: string;
  readonly sequence: number;
  readonly fields: ImageFields;
  readonly origin: ImageOrigin | undefined;
  /** When the image is Creating. Set while it is being made; not for a copy that waits for others to end. */
  creation: Period | undefined;
  /** Set once deletion was accepted: when the image is gone, in epoch milliseconds. */
  removeAtMs: number | undefined;
  /** Oldest first. */
  shares: readonly ImageShare[];
}

/** The features of an image of which nothing else was said: no instance changes its size while it runs. */
export const DEFAULT_FEATURES: ImageFields["Features"] = {
  CpuOnlineDowngrade: "unsupported",
  CpuOnlineUpgrade: "unsupported",
  ImdsSupport: "v1",
  MemoryOnlineDowngrade: "unsupported",
  MemoryOnlineUpgrade: "unsupported",
  NvmeSupport: "unsupported",
};

/** Makes an image from its own fields; everything else gets what an image of the account has by default. */
export function newImage(
  stack: Stack,
  regionId: string,
  fields: Partial<ImageFields> & OperatingSystem & Pick<ImageFields, "ImageId" | "DiskDeviceMappings">,
  origin?: ImageOrigin,
): Image {
  const system = fields.DiskDeviceMappings.DiskDeviceMapping.find((mapping) => mapping.Type === "system");
  return {
    regionId,
    sequence: stack.ids.nextSequence(),
    origin,
    creation: undefined,
    removeAtMs: undefined,
    shares: [],
    fields: {
      CreationTime: isoSeconds(stack.clock.nowMs()),
      Description: "",
      Features: DEFAULT_FEATURES,
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
      SecureBootOptions: { SecureBootSupport: "unsupported" },
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
  mapping: Pick<DiskDeviceMapping, "Device" | "SnapshotId" | "Type"> & {
    sizeGib: number;
    Encrypted?: boolean;
  },
): DiskDeviceMapping {
  return {
    Device: mapping.Device,
    Encrypted: mapping.Encrypted ?? false,
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

/** An image as the API shows it. */
export function imageAnswer(stack: Stack, image: Image): JsonObject {
  return {
    ...image.fields,
    ...progressOf(stack, image),
    Usable: isUsable(image),
    Usage: usageOf(stack, image),
  };
}

/** Whether instances can be made from the image. */
export function isUsable(image: Image): boolean {
  return image.fields.Status === "Available" || image.fields.Status === "Deprecated";
}

/** Whether the image has a disk whose data is encrypted. */
export function isEncrypted(image: Image): boolean {
  return image.fields.DiskDeviceMappings.DiskDeviceMapping.some((mapping) => mapping.Encrypted);
}

/** Whether the image is still being made. */
export function isInTheMaking(image: Image): boolean {
  return image.fields.Status === "Creating" || image.fields.Status === "Waiting";
}

/** `instance` when some instance was made from the image, else `none`. */
export function usageOf(stack: Stack, image: Image): "instance" | "none" {
  return stack.isImageInUse(image.fields.ImageId) ? "instance" : "none";
}

/** How far the image is by now; the mappings tell it as well when it is copied or imported. */
function progressOf(stack: Stack, image: Image): Partial<ImageFields> {
  const { creation, fields, origin } = image;
  if (creation === undefined || fields.Status !== "Creating") return {};
  const nowMs = stack.clock.nowMs();
  const Progress = progress(creation, nowMs);
  if (origin === undefined) return { Progress };
  const RemainTime = Math.ceil((creation.endMs - nowMs) / 1000);
  const mappings = fields.DiskDeviceMappings.DiskDeviceMapping;
  return {
    Progress,
    DiskDeviceMappings: {
      DiskDeviceMapping: mappings.map((mapping) => ({ ...mapping, Progress, RemainTime })),
    },
  };
}
