import { EcsError } from "./ecs-error.ts";

/** Whether the value is an error of this package. */
export function isEcsError(error: unknown): error is EcsError {
  return error instanceof EcsError;
}

/**
 * Whether the image, instance, snapshot, disk or tagged resource of the call does not exist. Unknown access keys,
 * regions and actions also have codes that end in `.NotFound`; they are not meant here.
 */
export function isNotFound(error: unknown): error is EcsError {
  return hasCode(error, /^Invalid(?:Image|Instance|Snapshot|Disk|Resource)(?:Id)?\.NotFound$/);
}

/** Whether the service asked for fewer calls. */
export function isThrottling(error: unknown): error is EcsError {
  return isEcsError(error) && error.kind === "throttled";
}

/** Whether the caller's AbortSignal ended the call. */
export function isAborted(error: unknown): error is EcsError {
  return isEcsError(error) && error.kind === "aborted";
}

/** Whether instances made from the image stand in the way (DeleteImage; ModifyImageAttribute of the boot mode). */
export function isImageInUse(error: unknown): error is EcsError {
  return hasCode(error, /^(?:OperationDe(?:in|ni)ed\.)?ImageUsingByInstance$/);
}

/** Whether the image is still shared with other accounts. */
export function isImageShared(error: unknown): error is EcsError {
  return hasCode(error, /^ImageUseShared$/);
}

/** Whether another image of the account has the wanted name. */
export function isImageNameTaken(error: unknown): error is EcsError {
  return hasCode(error, /^InvalidImageName\.Duplicated$/);
}

/** Whether the image cannot be changed or deleted now because it is being created, copied, imported or exported. */
export function isImageBusy(error: unknown): error is EcsError {
  return hasCode(
    error,
    /^(?:InvalidStatus\.)?ImageIsCreating$|^ImageIs(?:Importing|Exporting)$|^OperationDenied\.ImageCopying$/,
  );
}

/** Whether the state of the source instance forbids the call now (CreateImage needs Running or Stopped). */
export function isIncorrectInstanceStatus(error: unknown): error is EcsError {
  return hasCode(error, /^IncorrectInstanceStatus(?:\.|$)/);
}

/**
 * Whether CreateImage was refused because its source is being worked on: a disk of the instance, or a snapshot that is not ready. It
 * succeeds once that is over. The service makes few snapshots of a disk at a time, so images of the same instance wait for each other.
 */
export function isSourceBusy(error: unknown): error is EcsError {
  return hasCode(
    error,
    /^IncorrectDiskStatus\.(?:CreatingSnapshot|Transferring)$|^TooManySnapshot\.Unfinished$|^QuotaExceed\.ConcurrentSnapshotQuota$|^InvalidSnapshotId\.NotReady$|^SnapshotNotReady$/,
  );
}

/**
 * Whether CopyImage was refused because the image is being copied already, or is otherwise worked on: the service makes one copy of an
 * image at a time.
 */
export function isCopyBusy(error: unknown): error is EcsError {
  return hasCode(error, /^OperationDenied\.ImageCopy(?:Conflict|ing)$|^InvalidOperation\.Conflict$/);
}

/** Whether the client token was used before with other parameters. */
export function isClientTokenConflict(error: unknown): error is EcsError {
  return hasCode(
    error,
    /^(?:IdempotenceParamNotMatch|IdempotentParameterMismatch|InvalidParamter\.Conflict|InvalidIdempotenceParameter\.Mismatch)$/,
  );
}

/** Whether the access key, secret, security token or signature was not accepted. */
export function isAuthenticationFailure(error: unknown): error is EcsError {
  return hasCode(
    error,
    /^(?:InvalidAccessKeyId|InvalidSecurityToken|Forbidden\.AccessKeyDisabled|SignatureDoesNotMatch|IncompleteSignature)(?:\.|$)/,
  );
}

/** Whether the account may not do this. */
export function isPermissionDenied(error: unknown): error is EcsError {
  return hasCode(error, /^(?:Forbidden\.(?:RAM|Unauthorized)|NoPermission|Forbidden$|Forbbiden$)/);
}

function hasCode(error: unknown, pattern: RegExp): error is EcsError {
  return isEcsError(error) && error.code !== null && pattern.test(error.code);
}
