import type { ErrorRow } from "./row.ts";

/** Errors about instances, disks, snapshots, regions and zones. */
export const instanceErrors = {
  // Instances.
  instanceStatus: [
    403,
    "IncorrectInstanceStatus",
    "The current status of the resource does not support this operation.",
  ],
  deletionProtection: [
    403,
    "InvalidOperation.DeletionProtection",
    "The operation is not allowed because deletion protection is enabled for the instance %s.",
  ],
  imageNotValid: [403, "OperationDenied.ImageNotValid", "The specified Image is disabled or is deleted."],
  systemDiskBelowImage: [
    404,
    "InvalidSystemDiskSize.LessThanImageSize",
    "The specified parameter SystemDisk.Size is less than the image size.",
  ],
  systemDiskBelowMinimum: [
    404,
    "InvalidSystemDiskSize.LessThanMinSize",
    "The specified parameter SystemDisk.Size is less than the min size.",
  ],
  systemDiskAboveMaximum: [
    404,
    "InvalidSystemDiskSize.MoreThanMaxSize",
    "The specified SystemDisk.Size parameter exceeds the maximum size.",
  ],
  replaceImageMissing: [
    400,
    "MissingParameter",
    'The input parameter "ImageId" that is mandatory for processing this request is not supplied.',
  ],
  replaceByDataImage: [
    400,
    "OperationDenied",
    "The specified image contains the snapshot of the data disk,does not support this operation.",
  ],
  replaceSnapshotting: [
    403,
    "DiskCreatingSnapshot",
    "The operation is denied due to a snapshot of the specified disk is not completed yet.",
  ],
  passwordMalformed: [400, "InvalidPassword.Malformed", 'The specified parameter "Password" is not valid.'],
  passwordInherit: [
    400,
    "InvalidPasswordParam.Mismatch",
    "The input password should be null when passwdInherit is true.",
  ],
  systemDiskRange: [
    403,
    "InvalidDisk.SystemDiskSize",
    "The specified SystemDiskSize beyond the permitted range.",
  ],
  chargeTypeNotFound: [
    404,
    "InvalidInstanceChargeType.NotFound",
    "The InstanceChargeType does not exist in our records",
  ],
  networkTypeNotFound: [404, "InvalidNetworkType.NotFound", "The specified InstanceNetworkType is not found"],

  // Snapshots and disks.
  snapshotNameMalformed: [
    400,
    "InvalidSnapshotName.Malformed",
    "The specified SnapshotName is wrongly formed.",
  ],
  snapshotDescriptionMalformed: [
    404,
    "InvalidDescription.Malformed",
    "The specified description is wrongly formed.",
  ],
  snapshotInstanceStatus: [
    400,
    "IncorrectInstanceStatus",
    "The current status of the resource does not support this operation.",
  ],
  snapshotTokenUsed: [403, "IdempotentParameterMismatch", "The specified clientToken is used."],
  snapshotIdsExceed: [
    403,
    "InvalidSnapshotIds.Malformed",
    "The amount of specified specified snapshot Ids exceeds the limit.",
  ],
  sourceDiskTypeInvalid: [404, "InvalidSourceDiskType", "The specifed SourceDiskType is not valid"],
  snapshotTypeNotFound: [404, "InvalidSnapshotType.NotFound", "The specfied SnapshotType is not found"],
  deletedSnapshotNotFound: [404, "InvalidSnapshotId.NotFound", "The specified snapshot is not found"],
  snapshotOfImage: [
    403,
    "SnapshotCreatedImage",
    "The snapshot has been used to create user defined image(s).",
  ],
  snapshotOfDisk: [
    403,
    "SnapshotCreatedDisk",
    "The snapshot that you are trying to delete is in use by one or more disks.",
  ],
  diskStatusNotSupported: [
    400,
    "InvalidStatus.ValueNotSupported",
    "The specified disk status is not supported.",
  ],
  diskCategoryNotSupported: [
    400,
    "InvalidCategory.ValueNotSupported",
    "The specified disk category is not supported.",
  ],
  diskIdsExceed: [403, "InvalidDiskIds.Malformed", "The amount of specified disk Ids exceeds the limit."],
  diskIdsInvalid: [400, "InvalidParameter.DiskIds", "The specified parameter diskIds is not valid."],

  // Regions and zones.
  languageNotFound: [
    404,
    "InvalidAcceptLanguage.NotFound",
    "Only Chinese (zh-CN), English (en-US), and Japanese (ja) are allowed.",
  ],
} as const satisfies Record<string, ErrorRow>;
