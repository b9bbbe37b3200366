import type { Caller } from "../call/call.ts";
import { isEcsError } from "../errors/predicates.ts";
import { codeMeans } from "../errors/service-codes.ts";
import { requireClientToken, requireNotEmpty } from "./argument-checks.ts";
import type { CancelledCopy, CopyImageRequest, CreatedImage } from "./image-requests.ts";
import { tagsToRequest } from "./model/tag.ts";

/** Calls about copies of images. */
export interface ImageCopyCalls {
  /**
   * Starts copying an image of the client's region to the destination region; the copy is Creating or Waiting there when this returns.
   * Repeating it with the same token gives the same copy; for errors that may have taken effect the same holds as for createImage.
   */
  copyImage(request: CopyImageRequest, signal: AbortSignal): Promise<CreatedImage>;
  /** Ends the making of a copy in the client's region, named by the ID of the copy; its unfinished image is gone then. */
  cancelCopyImage(imageId: string, signal: AbortSignal): Promise<CancelledCopy>;
}

/** The calls about copies of a client. */
export function imageCopyCalls(caller: Caller): ImageCopyCalls {
  return {
    async copyImage(request, signal) {
      requireClientToken(request.clientToken);
      requireNotEmpty("sourceImageId", request.sourceImageId);
      return caller.call(
        {
          action: "CopyImage",
          subject: request.imageName
            ? `image ${JSON.stringify(request.imageName)}`
            : `a copy of image ${request.sourceImageId}`,
          mutating: true,
          parameters: {
            ClientToken: request.clientToken,
            ImageId: request.sourceImageId,
            DestinationRegionId: request.destinationRegionId,
            DestinationImageName: request.imageName,
            DestinationDescription: request.description,
            Encrypted: request.encrypted,
            KMSKeyId: request.kmsKeyId,
            Tag: tagsToRequest(request.tags),
          },
          parse: (response, requestId) => ({ imageId: response.requiredString("ImageId"), requestId }),
        },
        signal,
      );
    },

    async cancelCopyImage(imageId, signal) {
      requireNotEmpty("imageId", imageId);
      try {
        return await caller.call(
          {
            action: "CancelCopyImage",
            subject: `image ${imageId}`,
            mutating: true,
            parameters: { ImageId: imageId },
            parse: (_response, requestId) => ({ outcome: "cancelled", requestId }),
          },
          signal,
        );
      } catch (error) {
        if (!isEcsError(error)) throw error;
        const { code, requestId } = error;
        if (codeMeans("imageNotFound", code)) return { outcome: "gone", requestId };
        if (codeMeans("copyNotCancellable", code)) return { outcome: "refused", requestId };
        throw error;
      }
    },
  };
}
