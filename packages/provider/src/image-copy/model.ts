import type { CopyImageRequest, Image } from "ecs-client";
import { isUnknown } from "terraform-plugin";
import { known, refreshed, settleReported } from "../image-lifecycle/state.ts";
import { type TagPolicy, tagsOfNew } from "../tags/tag-policy.ts";
import type { ImageCopyState, PlannedImageCopy, StoredImageCopy } from "./schema.ts";

/** The state of a copy that is read. Whether it is encrypted is taken from the service only while nothing is stored. */
export function fromApi(image: Image, stored: StoredImageCopy, policy: TagPolicy): StoredImageCopy {
  return { ...refreshed(image, stored, policy), encrypted: stored.encrypted ?? isEncrypted(image) };
}

/** The request that makes a planned copy. */
export function toCopyRequest(
  plan: PlannedImageCopy,
  clientToken: string,
  policy: TagPolicy,
): CopyImageRequest {
  return {
    clientToken,
    sourceImageId: plan.source_image_id,
    destinationRegionId: plan.destination_region_id,
    imageName: known(plan.image_name) ?? undefined,
    description: known(plan.description) ?? undefined,
    encrypted: known(plan.encrypted) ?? undefined,
    kmsKeyId: plan.kms_key_id ?? undefined,
    tags: tagsOfNew(plan.tags, policy),
  };
}

/** The state of a planned copy that exists; see {@link settleReported}. */
export function settle(
  plan: PlannedImageCopy,
  imageId: string,
  image: Image | null,
  policy: TagPolicy,
): ImageCopyState {
  return {
    ...plan,
    ...settleReported(plan, imageId, image, policy),
    encrypted: isUnknown(plan.encrypted) ? image && isEncrypted(image) : plan.encrypted,
  };
}

/** Whether disks of the image are encrypted; null where the service does not tell. */
function isEncrypted({ diskDeviceMappings }: Image): boolean | null {
  const told = diskDeviceMappings.flatMap(({ encrypted }) => (encrypted === null ? [] : [encrypted]));
  return told.length === 0 ? null : told.includes(true);
}
