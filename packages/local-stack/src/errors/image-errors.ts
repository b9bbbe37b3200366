import type { ErrorRow } from "./row.ts";

/** Errors about images. */
export const imageErrors = {
  // Images: create and change.
  imageNameMalformed: [
    400,
    "InvalidImageName.Malformed",
    "Image names must be between 2 and 128 characters long, using either English or Chinese characters. The name must start with a letter or a Chinese character, and can include numbers, colons, underscores and hyphens.",
  ],
  imageNameDuplicated: [400, "InvalidImageName.Duplicated", "The specified image name is already in use."],
  descriptionMalformed: [400, "InvalidDescription.Malformed", "The specified description is wrongly formed."],
  imageVersionMalformed: [
    400,
    "InvalidImageVersion.Malformed",
    "The specified ImageVersion is wrongly formed.",
  ],
  imageFamilyMalformed: [
    400,
    "InvalidImageFamily.Malformed",
    "The format of the specified image family is invalid.",
  ],
  imageFamilyParameterMalformed: [
    400,
    "InvalidImageFamily.Malformed",
    'The specified parameter "ImageFamily" is malformed.',
  ],
  architectureMalformed: [
    400,
    "InvalidArchitecture.Malformed",
    "The specified Architecture is wrongly formed.",
  ],
  platformMalformed: [400, "InvalidPlatform.Malformed", "The specified Platform is wrongly formed."],
  bootModeNotSupported: [
    400,
    "InvalidBootMode.NotSupport",
    "The specified parameter BootMode is not supported for current image architecture.",
  ],
  licenseTypeNotSupported: [
    400,
    "InvalidLicenseType.NotSupported",
    "The specified parameter LicenseType is not supported.",
  ],
  imdsSupportInvalid: [
    400,
    "InvalidParameter.FeaturesImdsSupport",
    "The specified parameter Features.ImdsSupport is not supported.",
  ],
  imdsSupportDowngrade: [
    403,
    "InvalidOperation.FeaturesImdsSupportNotMatch",
    "The specified parameter Features.ImdsSupport can not be set to v1 from v2.",
  ],
  detectionStrategyInvalid: [
    400,
    "InvalidParameter.DetectionStrategy",
    "The specified parameter DetectionStrategy is invalid.",
  ],
  missingImageSource: [
    400,
    "MissingParameter",
    "The input parameter SnapshotId or InstanceId or DiskDeviceMapping that is mandatory for processing this request is not supplied.",
  ],
  createTokenMismatch: [
    400,
    "IdempotenceParamNotMatch",
    "Request uses a client token in a previous request but is not identical to that request.",
  ],
  sourceInstanceNotFound: [404, "InvalidInstanceId.NotFound", "The specified instance %s does not exist."],
  sourceInstanceStatus: [
    400,
    "IncorrectInstanceStatus",
    "The current status of the instance does not support this operation.",
  ],
  sourceDiskSnapshotting: [
    403,
    "IncorrectDiskStatus.CreatingSnapshot",
    "A previous snapshot creation is in process.",
  ],
  deviceMalformed: [
    400,
    "InvalidDevice.Malformed",
    "The specified parameter DiskDeviceMapping.n.Device is not valid.",
  ],
  deviceInUse: [
    400,
    "InvalidDevice.InUse",
    "The specified parameter DiskDeviceMapping.n.Device has been occupied.",
  ],
  sizeNotSupported: [
    400,
    "InvalidSize.ValueNotSupported",
    "The specified parameter DiskDeviceMapping.n.Size beyond the permitted range.",
  ],
  diskTypeNotSupported: [
    400,
    "InvalidDiskType.ValueNotSupported",
    "The specified disk type is not supported.",
  ],
  noSystemSnapshot: [
    400,
    "OperationDenied",
    "The specified parameter DiskDeviceMapping.n.SnapshotId does not contain system disk snapshot.",
  ],
  manySystemSnapshots: [
    400,
    "OperationDenied",
    "The specified parameter DiskDeviceMapping.n.SnapshotId contains two or more system disk snapshots.",
  ],
  snapshotNotSystem: [403, "OperationDenied", "The specified snapshot is not from system disk."],
  snapshotNotReady: [
    403,
    "InvalidSnapshotId.NotReady",
    "The current status of the DiskDeviceMapping.n.SnapshotId or SnapshotId does not support this operation.",
  ],
  snapshotTooOld: [
    403,
    "InvalidSnapshot.TooOld",
    "This operation is denied because the specified snapshot by DiskDeviceMapping.n.SnapshotId or SnapshotId is created before 2013-07-15.",
  ],
  concurrentSnapshots: [
    403,
    "QuotaExceed.ConcurrentSnapshotQuota",
    "The number of snapshots being created for the disk %s has exceeded the concurrent quota (%s). Please wait for the previous snapshots to complete before trying again.",
  ],
  imageQuota: [403, "QuotaExceed.Image", "The number of images exceeds the limit (%s)."],
  snapshotQuota: [403, "QuotaExceed.Snapshot", "The snapshot quota exceeds."],
  imageNotAvailable: [403, "ImageStatus.NotAvailable", "The specified image status is not available."],
  imageNotDeprecated: [403, "ImageStatus.NotDeprecated", "The specified image status is not deprecated."],
  bootModeInUse: [
    403,
    "OperationDeined.ImageUsingByInstance",
    "The boot mode of the image cannot be modified because it has associated instances.",
  ],
  imageIsCreating: [
    403,
    "InvalidStatus.ImageIsCreating",
    "The operation cannot be performed because the image is creating. Please wait until the creation is complete and try again.",
  ],

  // Images: delete and query.
  imageInUse: [
    403,
    "ImageUsingByInstance",
    "The specified image has been used to create instances. You can use the DescribeInstances API to query these instances, or you can use the force parameter to proceed.",
  ],
  deleteWhileCopying: [
    403,
    "OperationDenied.ImageCopying",
    "The image is being copied. Please use the CancelCopyImage API.",
  ],
  deleteWhileImporting: [403, "ImageIsImporting", "The specified Image is importing."],
  deleteWhileExporting: [
    403,
    "ImageIsExporting",
    "The specified image is currently being exported. You can use the DescribeTasks API to check the status of related tasks and cancel them if needed.",
  ],
  deleteWhileCreating: [403, "ImageIsCreating", "The specified image is being created."],
  ownerAliasNotSupported: [
    400,
    "InvalidImageOwnerAlias.ValueNotSupported",
    "The specified ImageOwnerAlias value is not supported.",
  ],
  publicNeedsOthers: [
    400,
    "InvalidImageOwnerAlias.PublicImageUnsupported",
    "When querying images, the parameter ImageOwnerAlias should be others while specified parameter IsPublic is true.",
  ],
  ownerIdNotSupported: [
    400,
    "InvalidOperation.ImageOwnerIdUnsupported",
    'The parameter "ImageOwnerId" is not supported in this context, it is only valid when querying shared images or community images.',
  ],
  instanceTypeNotFound: [
    400,
    "InvalidInstanceType.ValueNotSupported",
    "The specified instance type %s does not exist. You can use the DescribeInstanceTypes API to query the available instance types.",
  ],
  instanceTypeNotSupported: [
    400,
    "InvalidInstanceType.ValueNotSupported",
    "The specified InstanceType does not exist or beyond the permitted range.",
  ],
  filterNetworkType: [
    400,
    "InvalidFilterValue.NetworkType",
    "The specified networkType value in the Filter is invalid.",
  ],
  osTypeInvalid: [404, "InvalidOSType", "The specified OSType is not valid."],
  architectureInvalid: [404, "InvalidArchitecture", "The specified Architecture is not valid."],
} as const satisfies Record<string, ErrorRow>;
