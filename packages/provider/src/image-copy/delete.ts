import { type EcsClient, isImageBusy } from "ecs-client";
import { deleteImage } from "../image-lifecycle/delete.ts";

/**
 * Deletes a copy and waits until it is gone. A copy that is still being made is cancelled: the service deletes it only once it is complete,
 * which can take longer than anybody wants to wait.
 */
export function deleteImageCopy(
  imageId: string,
  force: boolean,
  ecs: EcsClient,
  signal: AbortSignal,
): Promise<void> {
  return deleteImage(imageId, force, ecs, signal, async () => {
    try {
      return await ecs.deleteImage(imageId, force, signal);
    } catch (error) {
      if (!isImageBusy(error)) throw error;
      const { outcome } = await ecs.cancelCopyImage(imageId, signal);
      // Complete by now, or impossible to cancel: the deletion is tried again a little later.
      if (outcome === "refused") throw error;
      return { existed: outcome === "cancelled" };
    }
  });
}
