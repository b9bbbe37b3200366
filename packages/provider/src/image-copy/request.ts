import { type CopyImageRequest, isCopyBusy } from "ecs-client";
import { logger } from "terraform-plugin";
import type { ProviderClient } from "../config/client.ts";
import type { ImageRequest } from "../image-lifecycle/request.ts";
import { copyImageAdvice } from "./errors.ts";
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
          "waiting until another copy of the source image is done: the service makes one copy at a time",
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
    advice: (error) => copyImageAdvice(error, request, client.region),
    ecs: client.ecsIn(destinationRegionId),
    importId: (imageId) => importIdOf(imageId, destinationRegionId, client),
  };
}
