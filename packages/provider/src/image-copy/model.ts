import type { CopyImageRequest, Image } from "ecs-client";
import { commonStateFromApi, known, orIfUnknown, toCommonState } from "../image-lifecycle/state.ts";
import { type TagPolicy, toRequestTags } from "../tags/policy.ts";
import type { ImageCopyPlan, ImageCopyState, StoredImageCopy } from "./schema.ts";

/** The state of a copy that was read. Whether it is encrypted is taken from the service only while nothing is stored. */
export function fromApi(image: Image, stored: StoredImageCopy, policy: TagPolicy | null): StoredImageCopy {
  return {
    ...stored,
    ...commonStateFromApi(image, stored, policy),
    encrypted: stored.encrypted ?? isEncrypted(image),
  };
}

/** The request that makes a planned copy. */
export function toRequest(plan: ImageCopyPlan, clientToken: string, policy: TagPolicy): CopyImageRequest {
  return {
    clientToken,
    sourceImageId: plan.source_image_id,
    destinationRegionId: plan.destination_region_id,
    imageName: known(plan.image_name) ?? undefined,
    description: known(plan.description) ?? undefined,
    encrypted: known(plan.encrypted) ?? undefined,
    kmsKeyId: plan.kms_key_id ?? undefined,
    tags: toRequestTags(known(plan.tags), policy),
  };
}

/**
 * The state of a planned copy that exists: what is planned stays as planned, and what was left open comes from the service. `image` is null
 * while the service does not show the copy yet.
 */
export function toState(
  plan: ImageCopyPlan,
  imageId: string,
  image: Image | null,
  policy: TagPolicy,
): ImageCopyState {
  const { source_image_id, destination_region_id, kms_key_id, timeouts } = plan;
  return {
    ...toCommonState(plan, imageId, image, policy),
    source_image_id,
    destination_region_id,
    kms_key_id,
    timeouts,
    encrypted: orIfUnknown(plan.encrypted, image && isEncrypted(image)),
  };
}

/** Whether disks of the image are encrypted; null where the service does not report. */
function isEncrypted({ diskDeviceMappings }: Image): boolean | null {
  const reported = diskDeviceMappings.flatMap(({ encrypted }) => (encrypted === null ? [] : [encrypted]));
  return reported.length === 0 ? null : reported.includes(true);
}
