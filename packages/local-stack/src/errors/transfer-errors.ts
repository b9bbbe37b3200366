import type { ErrorRow } from "./row.ts";

/** Errors about the import and export of images, and about the tasks that do it. */
export const transferErrors = {
  taskRegionNotFound: [400, "InvalidRegionId.NotFound", "The specified RegionId does not exist."],

  // Import.
  importParameterMissing: [
    400,
    "MissingParameter",
    'An input parameter "%s" that is mandatory for processing the request is not supplied.',
  ],
  importMappingMissing: [
    403,
    "MissingParameter.DiskDeviceMapping",
    "The specified parameter DiskDeviceMapping is not supplied.",
  ],
  importNameMalformed: [400, "InvalidImageName.Malformed", "The specified Image name is wrongly formed."],
  importNameDuplicated: [400, "InvalidImageName.Duplicated", "The destination image is exist."],
  importDescriptionMalformed: [
    400,
    "InvalidDescription.Malformed",
    "The specified Image description is wrongly formed.",
  ],
  osTypeMalformed: [400, "InvalidOSType.Malformed", "The specified OSType is wrongly formed."],
  importBootModeMalformed: [
    400,
    "InvalidBootMode.Malformed",
    'The specified parameter "BootMode" is malformed.',
  ],
  importLicenseType: [400, "InvalidLicenseType.NotSupported", "The specified LicenseType is not supported"],
  importTagDuplicated: [
    403,
    "TagKey.Duplication",
    "The TagKey has duplication with others, case-insensitive.",
  ],
  systemDiskImageSize: [400, "InvalidImageSize", "%s"],
  dataDiskImageSize: [
    400,
    "InvalidDataDiskSize",
    "The specified DiskDeviceMapping.N.DiskImSize should be in the specified range.",
  ],
  windowsImageCheck: [
    403,
    "ImageCheckUnsupported.WindowsImage",
    "Image check is unsupported for windows image.",
  ],
  ossBucketMalformed: [400, "InvalidOSSBucket.Malformed", "The specified OSS bucket is wrongly formed."],
  ossObjectNotFound: [
    400,
    "InvalidOSSObject.NotFound",
    "The specified OSS object does not exist in this region.",
  ],

  // Import and export.
  ossBucketNotFound: [
    400,
    "InvalidOSSBucket.NotFound",
    "The specified OSS bucket does not exist in this region.",
  ],
  imageFormatMalformed: [
    400,
    "InvalidImageFormat.Malformed",
    "The specified Image Format is wrongly formed.",
  ],

  // Export.
  ossPrefixMalformed: [
    400,
    "InvalidOSSPrefix.Malformed",
    "The specified OSSPrefix format is wrongly formed.",
  ],
  exportImageStatus: [400, "IncorrectImageStatus", "The specified Image is not available."],
  exportDiskAmountOrSize: [
    400,
    "InvalidImage.DiskAmountOrSize",
    "The diskSize of the image exceeds the maximum size.",
  ],
  exportEncrypted: [
    400,
    "ImageNotSupported",
    "The specified Image contains encrypted snapshots, do not support export.",
  ],
  exportMarketplace: [400, "ImageNotSupported", "Image from image market does not support exporting."],
  exportCategory: [
    403,
    "InvalidImageCategory.NotSupported",
    "The specified image category is not supported.",
  ],
  imageIsExporting: [
    403,
    "ImageIsExporting",
    "The specified Image is being exported. You can use the DescribeTasks API to check the status of existing tasks.",
  ],

  // Tasks.
  taskNotFound: [400, "InvalidTaskId.NotFound", 'The specified "TaskId" is not found.'],
  taskStatus: [403, "InvalidTaskId.IncorrectTaskStatus", "The specified task status is not invalid."],
} as const satisfies Record<string, ErrorRow>;
