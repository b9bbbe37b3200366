import type { Fields } from "../../call/fields.ts";
import { type Tag, tagsFromApi } from "./tag.ts";

/** A disk that an image describes. */
export interface ImageDisk {
  /** For example `/dev/xvda`. */
  readonly device: string | null;
  /** `system` or `data`. */
  readonly type: string | null;
  readonly sizeGib: number | null;
  readonly snapshotId: string | null;
  readonly format: string | null;
  readonly encrypted: boolean | null;
  /** For example `100%`; only of copied and imported images. */
  readonly progress: string | null;
}

/** An image as DescribeImages reports it. What an older release does not report is null. */
export interface Image {
  readonly imageId: string;
  readonly imageName: string | null;
  readonly description: string | null;
  /** Creating, Waiting, Available, UnAvailable, CreateFailed, Deprecated, or a state of a later release. */
  readonly status: string | null;
  /** For example `80%`. */
  readonly progress: string | null;
  /** For example `2016-02-23T12:46:24Z`. */
  readonly creationTime: string | null;
  /** Size of the system disk. */
  readonly sizeGib: number | null;
  readonly osName: string | null;
  readonly osNameEn: string | null;
  /** `linux` or `windows`. */
  readonly osType: string | null;
  readonly platform: string | null;
  readonly architecture: string | null;
  readonly bootMode: string | null;
  /** `instance` when instances use the image, else `none`. */
  readonly usage: string | null;
  readonly imageFamily: string | null;
  readonly imageVersion: string | null;
  readonly imageOwnerAlias: string | null;
  readonly imageOwnerId: string | null;
  readonly resourceGroupId: string | null;
  readonly productCode: string | null;
  readonly isSelfShared: boolean | null;
  readonly isCopied: boolean | null;
  readonly isPublic: boolean | null;
  readonly isSubscribed: boolean | null;
  readonly isSupportCloudinit: boolean | null;
  readonly isSupportIoOptimized: boolean | null;
  readonly tags: readonly Tag[];
  readonly diskDeviceMappings: readonly ImageDisk[];
}

/** Reads one item of `Images.Image[]`. */
export function imageFromApi(image: Fields): Image {
  return {
    imageId: image.requiredString("ImageId"),
    imageName: image.string("ImageName"),
    description: image.string("Description"),
    status: image.string("Status"),
    progress: image.string("Progress"),
    creationTime: image.string("CreationTime"),
    sizeGib: image.number("Size"),
    osName: image.string("OSName"),
    osNameEn: image.string("OSNameEn"),
    osType: image.string("OSType"),
    platform: image.string("Platform"),
    architecture: image.string("Architecture"),
    bootMode: image.string("BootMode"),
    usage: image.string("Usage"),
    imageFamily: image.string("ImageFamily"),
    imageVersion: image.string("ImageVersion"),
    imageOwnerAlias: image.string("ImageOwnerAlias"),
    imageOwnerId: image.string("ImageOwnerId"),
    resourceGroupId: image.string("ResourceGroupId"),
    productCode: image.string("ProductCode"),
    isSelfShared: image.boolean("IsSelfShared"),
    isCopied: image.boolean("IsCopied"),
    isPublic: image.boolean("IsPublic"),
    isSubscribed: image.boolean("IsSubscribed"),
    isSupportCloudinit: image.boolean("IsSupportCloudinit"),
    isSupportIoOptimized: image.boolean("IsSupportIoOptimized"),
    tags: tagsFromApi(image),
    diskDeviceMappings: image.list("DiskDeviceMappings", "DiskDeviceMapping").map(imageDiskFromApi),
  };
}

function imageDiskFromApi(disk: Fields): ImageDisk {
  return {
    device: disk.string("Device"),
    type: disk.string("Type"),
    sizeGib: disk.number("Size"),
    snapshotId: disk.string("SnapshotId"),
    format: disk.string("Format"),
    encrypted: disk.boolean("Encrypted"),
    progress: disk.string("Progress"),
  };
}
