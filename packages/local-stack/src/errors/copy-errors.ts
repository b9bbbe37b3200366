import type { ErrorRow } from "./row.ts";

/** Errors about copies of images. */
export const copyErrors = {
  sourceRegionNotFound: [400, "SourceRegion.NotFound", "The source region not found"],
  destinationRegionNotFound: [400, "DestinationRegion.NotFound", "The destination region not found"],
  namedImageNotFound: [404, "InvalidImageId.NotFound", "The specified image %s does not exist."],
  destinationNameMalformed: [
    400,
    "InvalidImageName.Malformed",
    "The specified destination Image name is wrongly formed.",
  ],
  destinationDescriptionMalformed: [
    400,
    "InvalidDescription.Malformed",
    "The specified destination description is wrongly formed.",
  ],
  destinationNameDuplicated: [
    400,
    "InvalidImageName.Duplicated",
    "The specified image name is already in use in the target region. Please try a different one.",
  ],
  copyImageStatus: [400, "IncorrectImageStatus", "The image not available."],
  copyConflict: [
    400,
    "OperationDenied.ImageCopyConflict",
    "The same image cannot be copied concurrently. Please wait until the last copy is completed before performing the next operation.",
  ],
  copyCommunityImage: [400, "OperationDenied.CommunityImage", "Community image does not support copy."],
  copySameRegionOnly: [
    403,
    "OperationDenied.SameRegionOnly",
    "The image shared from others can not be copied to another region directly.",
  ],
  copyEncryptedSnapshot: [
    403,
    "OperationDeined.EncryptedSnapshot",
    "The image contains encrypted snapshots, which do not support copying to non-encrypted ones.",
  ],
  encryptedKmsKeyId: [
    400,
    "InvalidEncrypted.NotMatchKmsKeyId",
    "The specified parameter Encrypted must be true when KmsKeyId is not empty.",
  ],
  encryptedAlgorithm: [
    400,
    "InvalidEncrypted.NotMatchEncryptAlgorithm",
    "The specified parameter Encrypted must be true when EncryptAlgorithm is not empty.",
  ],
  encryptAlgorithmInvalid: [
    400,
    "InvalidEncryptAlgorithm",
    "The specified parameter EncryptAlgorithm is not valid.",
  ],
  notFromCopy: [
    400,
    "ImageCreatedNotFromCopy",
    "The specified image is not the target image of a copy action.",
  ],
  copyCompleted: [400, "IncorrectImageStatus", "The image copy has completed."],
  copyFailed: [400, "IncorrectImageStatus", "The Image copy has been failed."],
} as const satisfies Record<string, ErrorRow>;
