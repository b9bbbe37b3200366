/**
 * What the error codes of the service mean, whatever the HTTP status. The service spells some of them wrong, and releases differ.
 * Sources: "ECS API reference", common errors and the error codes of each action; `RequestTimeout` and `asapi.…` are codes of the Apsara
 * Stack gateway.
 */
const patterns = {
  accessKeyRefused:
    /^(?:InvalidAccessKeyId|Forbidden\.AccessKeyDisabled|SignatureDoesNotMatch|IncompleteSignature)(?:\.|$)/,
  clientTokenInProgress: /^(?:IdempotentProcessing|LastTokenProcessing)$/,
  copyBusy: /^OperationDenied\.ImageCopy(?:Conflict|ing)$|^InvalidOperation\.Conflict$/,
  copyNotCancellable: /^(?:IncorrectImageStatus|ImageCreatedNotFromCopy|CancelNotSupported)$/,
  gatewayTimeout: /^RequestTimeout$|^asapi\.server\.timeout/,
  imageBusy:
    /^(?:InvalidStatus\.)?ImageIsCreating$|^ImageIs(?:Importing|Exporting)$|^OperationDenied\.ImageCopying$/,
  imageIdRefused: /^InvalidImageId\.(?:NotFound|Malformed)$/,
  imageInUse: /^(?:OperationDe(?:in|ni)ed\.)?ImageUsingByInstance$/,
  imageNameTaken: /^InvalidImageName\.Duplicated$/,
  imageNotFound: /^InvalidImageId\.NotFound$/,
  imageShared: /^ImageUseShared$/,
  incorrectInstanceStatus: /^IncorrectInstanceStatus(?:\.|$)/,
  /** Of the parameters of DescribeImages: releases name Status in the code, or say only that one of them is wrong. */
  parameterRefused: /^(?:InvalidParam|InvalidStatus|InvalidImageStatus|IllegalParam|ValueNotSupported)/,
  permissionDenied: /^(?:Forbidden\.(?:RAM|Unauthorized)|NoPermission|Forbidden$|Forbbiden$)/,
  quotaExceeded: /Quota(?:Exceed(?:ed)?|Full)(?:\.|$)|^InvalidParameter\.QuotaExceed/,
  regionNotFound: /^(?:Invalid|Destination)Region(?:Id)?\.NotFound$/,
  securityTokenExpired: /^InvalidSecurityToken\.Expired$/,
  securityTokenMismatched: /^InvalidSecurityToken\.MismatchWithAccessKey$/,
  securityTokenMissing: /^MissingSecurityToken$/,
  securityTokenRefused: /^InvalidSecurityToken(?:\.|$)/,
  sourceBusy:
    /^IncorrectDiskStatus\.(?:CreatingSnapshot|Transferring)$|^TooManySnapshot\.Unfinished$|^QuotaExceed\.ConcurrentSnapshotQuota$|^InvalidSnapshotId\.NotReady$|^SnapshotNotReady$/,
  throttled: /^Throttling(?:\.|$)/,
  timestampRefused: /^InvalidTimeStamp\.Expired$|^IllegalTimestamp$/,
  transient: /^(?:InternalError|ServiceUnavailable)(?:\.|$)|^SignatureNonceUsed$|^Operation\.?Conflict$/,
} as const satisfies Readonly<Record<string, RegExp>>;

/** A condition that the service reports by error codes. */
export type ServiceCondition = keyof typeof patterns;

/** Whether an error code of the service stands for the condition. */
export function codeMeans(condition: ServiceCondition, code: string | null): boolean {
  return code !== null && patterns[condition].test(code);
}

/** Whether a refused call may be repeated because of its code. */
export function isTransientCode(code: string | null): boolean {
  return codeMeans("transient", code) || leavesOutcomeOpen(code);
}

/** Whether the code leaves open if the work was done: a timeout behind the gateway, or an earlier call still at work. */
export function leavesOutcomeOpen(code: string | null): boolean {
  return codeMeans("gatewayTimeout", code) || codeMeans("clientTokenInProgress", code);
}
