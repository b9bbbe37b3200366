import type { Tags } from "./tag.ts";
import type { Period } from "./time.ts";

/** The operating system in an image. Instances and snapshots inherit it. */
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

/** Every status an image can have. */
export const IMAGE_STATUSES: readonly string[] = [
  "Creating",
  "Waiting",
  "Available",
  "UnAvailable",
  "CreateFailed",
  "Deprecated",
];

/** How an image was created, unless by CreateImage. */
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
  /** When the image is Creating. Set while it is being created, but not for a copy that waits for others. */
  creation: Period | undefined;
  /** Set once deletion was accepted: when the image is gone, in epoch milliseconds. */
  removeAtMs: number | undefined;
  /** Oldest first. */
  shares: readonly ImageShare[];
}

/** The features of an image unless the request says otherwise. */
export const DEFAULT_FEATURES: ImageFields["Features"] = {
  CpuOnlineDowngrade: "unsupported",
  CpuOnlineUpgrade: "unsupported",
  ImdsSupport: "v1",
  MemoryOnlineDowngrade: "unsupported",
  MemoryOnlineUpgrade: "unsupported",
  NvmeSupport: "unsupported",
};

/** A disk device mapping of an image that was not imported. */
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

/** The operating system of an image or a record that inherited one. */
export function operatingSystemOf(source: OperatingSystem): OperatingSystem {
  const { Architecture, BootMode, OSName, OSNameEn, OSType, Platform } = source;
  return { Architecture, BootMode, OSName, OSNameEn, OSType, Platform };
}

/** Whether instances can be made from the image. */
export function isUsable(image: Image): boolean {
  return image.fields.Status === "Available" || image.fields.Status === "Deprecated";
}

/** Whether the image has a disk whose data is encrypted. */
export function isEncrypted(image: Image): boolean {
  return image.fields.DiskDeviceMappings.DiskDeviceMapping.some((mapping) => mapping.Encrypted);
}

/** Whether the image is still being created. */
export function isBeingCreated(image: Image): boolean {
  return image.fields.Status === "Creating" || image.fields.Status === "Waiting";
}
