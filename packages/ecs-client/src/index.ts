export type { Acknowledgement } from "./api/acknowledgement.ts";
export { newClientToken } from "./api/client-token.ts";
export type { DiskCalls, DiskFilters } from "./api/disks.ts";
export type { ImageCopyCalls } from "./api/image-copies.ts";
export type {
  CancelledCopy,
  CopyImageRequest,
  CreatedImage,
  CreateImageRequest,
  DeletedImage,
  ImageFilters,
  ModifyImageAttributeRequest,
  NewImageDisk,
} from "./api/image-requests.ts";
export type { ImageCalls } from "./api/images.ts";
export type { InstanceCalls, InstanceFilters } from "./api/instances.ts";
export type { Disk } from "./api/model/disk.ts";
export type { Image, ImageDisk } from "./api/model/image.ts";
export type { Instance } from "./api/model/instance.ts";
export type { Snapshot } from "./api/model/snapshot.ts";
export type { Tag } from "./api/model/tag.ts";
export type { TagResource } from "./api/model/tag-resource.ts";
export type { Page, Paging } from "./api/page.ts";
export type { SnapshotCalls, SnapshotFilters } from "./api/snapshots.ts";
export type { TagCalls, TagPage, TagTarget } from "./api/tags.ts";
export { type ResourceSet, type ResourceSetOptions, resourceSetFinder } from "./ascm/resource-set.ts";
export type {
  CallExtras,
  CredentialsProvider,
  CredentialsRequest,
  EcsClientOptions,
  ExtrasProvider,
} from "./call/client-options.ts";
export type { LogFields, Logger, LogLevel } from "./call/logger.ts";
export type { Runtime } from "./call/runtime.ts";
export { createEcsClient, type EcsClient } from "./client.ts";
export { EcsError, type EcsErrorDetails } from "./errors/ecs-error.ts";
export { type EcsErrorKind, ecsErrorKinds } from "./errors/error-kinds.ts";
export {
  isAuthenticationFailure,
  isCopyBusy,
  isEcsError,
  isImageBusy,
  isImageInUse,
  isImageNameTaken,
  isImageNotFound,
  isImageShared,
  isIncorrectInstanceStatus,
  isPermissionDenied,
  isQuotaExceeded,
  isRegionNotFound,
  isSecurityTokenExpired,
  isSecurityTokenMismatched,
  isSecurityTokenMissing,
  isSourceBusy,
  isTimestampRefused,
} from "./errors/predicates.ts";
export { type BatchedLookup, type BatcherOptions, createBatcher } from "./lookup/batcher.ts";
export type { ImageLookups, LookupOptions } from "./lookup/image-lookups.ts";
export type { Credentials } from "./signature/call-to-sign.ts";
export { type AssumeRoleOptions, assumeRole } from "./sts/assume-role.ts";
export { certificateProblem } from "./transport/parse-certificates.ts";
export { proxyUrlProblem } from "./transport/parse-proxy.ts";
