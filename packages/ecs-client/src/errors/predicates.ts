import { EcsError } from "./ecs-error.ts";
import { codeMeans, type ServiceCondition } from "./service-codes.ts";

/** Whether the value is an error of this package. */
export function isEcsError(error: unknown): error is EcsError {
  return error instanceof EcsError;
}

/** Whether instances made from the image stand in the way (DeleteImage; ModifyImageAttribute of the boot mode). */
export function isImageInUse(error: unknown): error is EcsError {
  return hasCode(error, "imageInUse");
}

/** Whether the image does not exist in the region, or is of another account. */
export function isImageNotFound(error: unknown): error is EcsError {
  return hasCode(error, "imageNotFound");
}

/** Whether the image is still shared with other accounts. */
export function isImageShared(error: unknown): error is EcsError {
  return hasCode(error, "imageShared");
}

/** Whether another image of the account has the wanted name. */
export function isImageNameTaken(error: unknown): error is EcsError {
  return hasCode(error, "imageNameTaken");
}

/** Whether the image cannot be changed or deleted now because it is being created, copied, imported or exported. */
export function isImageBusy(error: unknown): error is EcsError {
  return hasCode(error, "imageBusy");
}

/** Whether the state of the source instance forbids the call now (CreateImage needs Running or Stopped). */
export function isIncorrectInstanceStatus(error: unknown): error is EcsError {
  return hasCode(error, "incorrectInstanceStatus");
}

/**
 * Whether CreateImage was refused because its source is being worked on: a disk of the instance, or a snapshot that is not ready. It
 * succeeds once that is over. The service makes few snapshots of a disk at a time, so images of the same instance wait for each other.
 */
export function isSourceBusy(error: unknown): error is EcsError {
  return hasCode(error, "sourceBusy");
}

/**
 * Whether CopyImage was refused because the image is being copied already, or is otherwise worked on: the service makes one copy of an
 * image at a time.
 */
export function isCopyBusy(error: unknown): error is EcsError {
  return hasCode(error, "copyBusy");
}

/** Whether a region that the call names does not exist. */
export function isRegionNotFound(error: unknown): error is EcsError {
  return hasCode(error, "regionNotFound");
}

/** Whether a quota of the account is used up; of a quota that only limits work at the same time {@link isSourceBusy} holds as well. */
export function isQuotaExceeded(error: unknown): error is EcsError {
  return hasCode(error, "quotaExceeded");
}

/** Whether the access key, its secret or the security token was not accepted, for whatever reason. */
export function isAuthenticationFailure(error: unknown): error is EcsError {
  return (
    hasCode(error, "accessKeyRefused") ||
    hasCode(error, "securityTokenRefused") ||
    hasCode(error, "securityTokenMissing")
  );
}

/** Whether the security token has expired: new temporary credentials are needed, the access key is not to blame. */
export function isSecurityTokenExpired(error: unknown): error is EcsError {
  return hasCode(error, "securityTokenExpired");
}

/** Whether the security token was issued with another access key than the one that was sent. */
export function isSecurityTokenMismatched(error: unknown): error is EcsError {
  return hasCode(error, "securityTokenMismatched");
}

/** Whether the access key is a temporary one and its security token was not sent. */
export function isSecurityTokenMissing(error: unknown): error is EcsError {
  return hasCode(error, "securityTokenMissing");
}

/** Whether the service refused the time stamp of the request: one of the two clocks is wrong, see `clockSkewMs`. */
export function isTimestampRefused(error: unknown): error is EcsError {
  return hasCode(error, "timestampRefused");
}

/** Whether the account may not do this. */
export function isPermissionDenied(error: unknown): error is EcsError {
  return hasCode(error, "permissionDenied");
}

function hasCode(error: unknown, condition: ServiceCondition): error is EcsError {
  return isEcsError(error) && codeMeans(condition, error.code);
}
