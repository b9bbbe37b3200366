import { type CopyImageRequest, type EcsError, isCopyBusy, isRegionNotFound } from "ecs-client";

/**
 * What to do about a refusal of CopyImage; empty where nothing special is known.
 *
 * @param region of the provider, which is that of the source image
 */
export function copyImageAdvice(
  error: EcsError,
  { sourceImageId, destinationRegionId }: CopyImageRequest,
  region: string,
): string {
  const { code } = error;
  if (isCopyBusy(error)) {
    return `The image ${sourceImageId} is being copied already, and the service makes one copy of an image at a time. Give it more time with timeouts { create = … }.`;
  }
  if (isRegionNotFound(error)) {
    return `Check destination_region_id: the cloud has no region ${destinationRegionId}. If the region exists, check region of the provider block, which is ${region}.`;
  }
  switch (code) {
    case "InvalidImageId.NotFound":
      return `Check source_image_id: there is no image ${sourceImageId} in region ${region}, the region of the provider, that is this account's own or shared with it.`;
    case "IncorrectImageStatus":
      return `An image can be copied while it is Available only: check the status of ${sourceImageId} (source_image_id).`;
    default:
      return "";
  }
}
