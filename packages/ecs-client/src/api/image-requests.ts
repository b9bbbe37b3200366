import type { Tag } from "./model/tag.ts";

/** A disk of a new image. */
export interface NewImageDisk {
  /** Without a snapshot the disk is empty. */
  readonly snapshotId?: string | undefined;
  readonly sizeGib?: number | undefined;
  /** For example `/dev/xvdb`. */
  readonly device?: string | undefined;
  readonly diskType?: "system" | "data" | undefined;
}

/**
 * What CreateImage takes. Exactly one source is expected: an instance, a system-disk snapshot, or disk device mappings. The
 * service decides about everything else.
 */
export interface CreateImageRequest {
  /** See newClientToken: fixed before the first attempt, never used for another image. */
  readonly clientToken: string;
  readonly instanceId?: string | undefined;
  readonly snapshotId?: string | undefined;
  readonly diskDeviceMappings?: readonly NewImageDisk[] | undefined;
  readonly imageName?: string | undefined;
  readonly description?: string | undefined;
  readonly imageFamily?: string | undefined;
  readonly imageVersion?: string | undefined;
  readonly platform?: string | undefined;
  readonly architecture?: string | undefined;
  readonly bootMode?: string | undefined;
  readonly resourceGroupId?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
}

/** What CopyImage takes. The copy is made from an image in the client's region. */
export interface CopyImageRequest {
  /** See newClientToken: fixed before the first attempt, never used for another copy. */
  readonly clientToken: string;
  readonly sourceImageId: string;
  readonly destinationRegionId: string;
  readonly imageName?: string | undefined;
  readonly description?: string | undefined;
  /** Unset: the service decides. */
  readonly encrypted?: boolean | undefined;
  /** Only with `encrypted`. */
  readonly kmsKeyId?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
}

/** The response of CreateImage and CopyImage. */
export interface CreatedImage {
  readonly imageId: string;
  readonly requestId: string | null;
}

/** The outcome of DeleteImage. */
export interface DeletedImage {
  /** False when the image was gone already. */
  readonly existed: boolean;
  readonly requestId: string | null;
}

/** The outcome of CancelCopyImage. */
export interface CancelledCopy {
  /**
   * `cancelled`: the unfinished image is gone. `gone`: there is no such image. `refused`: it is no unfinished copy, or one that cannot be
   * cancelled.
   */
  readonly outcome: "cancelled" | "gone" | "refused";
  readonly requestId: string | null;
}

/** What ModifyImageAttribute takes. The service cannot clear a description: an empty one keeps the old. */
export interface ModifyImageAttributeRequest {
  readonly imageId: string;
  readonly imageName?: string | undefined;
  readonly description?: string | undefined;
  readonly status?: "Available" | "Deprecated" | undefined;
  readonly imageFamily?: string | undefined;
  readonly bootMode?: string | undefined;
}

/** Conditions of DescribeImages; all must hold. */
export interface ImageFilters {
  /** At most 100. */
  readonly imageIds?: readonly string[] | undefined;
  /** `*` stands for anything; the service may match loosely without it as well. */
  readonly imageName?: string | undefined;
  /** self, system, others or marketplace; unset: own, system and shared images. */
  readonly imageOwnerAlias?: string | undefined;
  /** Unset: only Available ones. `every`: all statuses the release knows. */
  readonly statuses?: readonly string[] | "every" | undefined;
  readonly snapshotId?: string | undefined;
  /** instance or none. */
  readonly usage?: string | undefined;
  readonly imageFamily?: string | undefined;
  readonly osType?: string | undefined;
  readonly architecture?: string | undefined;
  readonly instanceType?: string | undefined;
  readonly resourceGroupId?: string | undefined;
  readonly isPublic?: boolean | undefined;
  readonly tags?: readonly Tag[] | undefined;
}
