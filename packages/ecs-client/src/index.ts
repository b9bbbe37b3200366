export { type AssumeRoleOptions, assumeRole } from "./assume-role.ts";
export { createEcsClient, type EcsClient } from "./client.ts";
export { newClientToken } from "./client-token.ts";
export type { DiskCalls, DiskFilters } from "./disks.ts";
export {
  isAborted,
  isAuthenticationFailure,
  isClientTokenConflict,
  isCopyBusy,
  isEcsError,
  isImageBusy,
  isImageInUse,
  isImageNameTaken,
  isImageShared,
  isIncorrectInstanceStatus,
  isNotFound,
  isPermissionDenied,
  isSourceBusy,
  isThrottling,
} from "./error-predicates.ts";
export { EcsError, type EcsErrorDetails, type EcsErrorKind } from "./errors.ts";
export type { ImageCopyCalls } from "./image-copies.ts";
export type { LookupOptions } from "./image-lookup.ts";
export type {
  CancelledCopy,
  CopyImageRequest,
  CreatedImage,
  CreateImageRequest,
  DeletedImage,
  ImageFilters,
  ModifyImageAttributeRequest,
  NewImageDisk,
} from "./image-requests.ts";
export type { ImageCalls } from "./images.ts";
export type { InstanceCalls, InstanceFilters } from "./instances.ts";
export type {
  CredentialsProvider,
  CredentialsRequest,
  EcsClientOptions,
  Logger,
  LogLevel,
} from "./options.ts";
export type { Page, Paging } from "./page.ts";
export type { Disk } from "./parse/disk.ts";
export type { Image, ImageDisk } from "./parse/image.ts";
export type { Instance } from "./parse/instance.ts";
export type { Snapshot } from "./parse/snapshot.ts";
export type { Tag } from "./parse/tag.ts";
export type { TagResource } from "./parse/tag-resource.ts";
export type { Runtime } from "./runtime.ts";
export type { Credentials } from "./signature/signed-request.ts";
export type { SnapshotCalls, SnapshotFilters } from "./snapshots.ts";
export type { Done, TagCalls, TagPage, TagTarget } from "./tags.ts";
