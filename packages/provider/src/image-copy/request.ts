import { type CopyImageRequest, type EcsError, isCopyBusy } from "ecs-client";
import { logger } from "terraform-plugin";
import type { ProviderClient } from "../config/client.ts";
import type { ImageRequest } from "../image-lifecycle/request.ts";
import { importIdOf } from "./region.ts";

/** The request for a copy. CopyImage is called in the region of the source; the copy is an image of the destination region. */
export function copyImageRequest(request: CopyImageRequest, client: ProviderClient): ImageRequest {
  const { sourceImageId, destinationRegionId } = request;
  let isQueued = false;
  return {
    action: "CopyImage",
    purpose: `copy the image ${sourceImageId} to region ${destinationRegionId}`,
    imageName: request.imageName,
    send: (signal) => client.ecs.copyImage(request, signal),
    isTemporary(error) {
      if (!isCopyBusy(error)) return false;
      if (!isQueued) {
        logger("image").info(
          "waiting: the source image is being copied already, and one copy is made at a time",
          {
            source_image_id: sourceImageId,
            destination_region_id: destinationRegionId,
            code: error.code,
          },
        );
      }
      isQueued = true;
      return true;
    },
    advice: (error) => advice(error, request, client.region),
    ecs: client.ecsIn(destinationRegionId),
    importId: (imageId) => importIdOf(imageId, destinationRegionId, client),
  };
}

function advice(
  error: EcsError,
  { sourceImageId, destinationRegionId }: CopyImageRequest,
  region: string,
): string {
  const { code } = error;
  if (isCopyBusy(error)) {
    return `The image ${sourceImageId} is being copied already, and the service makes one copy of an image at a time. Give it more time with timeouts { create = … }.`;
  }
  switch (code) {
    case "InvalidImageId.NotFound":
      return `Check source_image_id: there is no image ${sourceImageId} in region ${region}, the region of the provider, that is this account's own or shared with it.`;
    case "IncorrectImageStatus":
      return `An image can be copied while it is Available only: check the status of ${sourceImageId} (source_image_id).`;
    case "DestinationRegion.NotFound":
    case "InvalidRegionId.NotFound":
      return `Check destination_region_id: the cloud knows no region ${destinationRegionId}. If it does, check region of the provider block, which is ${region}.`;
    default:
      return "";
  }
}
