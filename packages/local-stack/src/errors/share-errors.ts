import type { ErrorRow } from "./row.ts";

/** Errors about images that are shared with other accounts or with everybody. */
export const shareErrors = {
  launchPermissionUnnecessary: [
    400,
    "UnnecessaryParameter.LaunchPermission",
    'The specified parameter "LaunchPermission" is unnecessary if paramter "AddAccounts" or "RemoveAccounts" exist.',
  ],
  launchPermissionForbidden: [
    400,
    "ForbiddenParameter.LaunchPermission",
    'The specified parameter "LaunchPermission" is forbidden for current account.',
  ],
  shareIsPublicConflict: [
    403,
    "InvalidParameter.IsPublic",
    "The specified parameter IsPublic is conflicted with other parameters.",
  ],
  shareDeprecated: [
    403,
    "OperationDenied.InvalidImageStatus",
    "The specified image cannot be shared when it is deprecated.",
  ],
  shareEncrypted: [
    403,
    "OperationDeined.EncryptedSnapshot",
    "The image contains encrypted snapshots, which do not support share.",
  ],
  imageIsPublic: [403, "Image.Public", "The specified image is public image."],
  imageIsNotPublic: [403, "Image.NotPublic", "The specified image is not public image."],
  shareQuota: [403, "QuotaExceed.ShareImageUser", "The shared Image user Quota exceeds."],
  shareAccountNotFound: [
    404,
    "InvalidAccount.NotFound",
    'The specified account %s in parameter "AddAccount.n" or "RemoveAccount.n" does not exist.',
  ],
  shareOwnAccount: [404, "InvalidAccount.Forbbiden", "The specified Account does not yourself."],
  modifyShared: [
    403,
    "ImageUseShared",
    "The specified image has been shared to others, please remove shared accounts first.",
  ],
  deleteShared: [
    403,
    "ImageUseShared",
    "The specified image has been shared to others. You can use the DescribeImageSharePermission API to query the users who have been shared.",
  ],
  deletePublic: [403, "ImageIsPublic", "You can not delete public image, please modify it to private."],
} as const satisfies Record<string, ErrorRow>;
