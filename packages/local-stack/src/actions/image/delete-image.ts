import { apiError } from "../../errors/api-error.ts";
import type { Image } from "../../model/image.ts";
import { scheduleImageTransitions } from "../../model/image-life.ts";
import type { Stack } from "../../model/stack.ts";
import { defineAction } from "../common/define-action.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { findOwnImage } from "../common/image-checks.ts";
import { flag, required, text } from "../parameters/parameter.ts";

/**
 * DeleteImage: the image is UnAvailable at once and gone after `deleteMs`; deleting it again changes nothing. An
 * image that instances use can be deleted only with Force. One that is shared, public, or being created, copied or
 * exported cannot be deleted at all. The snapshots stay.
 */
export const deleteImage = defineAction({
  name: "DeleteImage",
  writes: true,
  parameters: { RegionId: regionId, ImageId: required(text()), Force: flag(), DryRun: flag() },
  errors: [
    "regionNotFound",
    "imageNotFound",
    "deleteWhileCreating",
    "deleteWhileCopying",
    "deleteWhileImporting",
    "deleteWhileExporting",
    "deletePublic",
    "deleteShared",
    "imageInUse",
  ],
  find: (stack, values) => findOwnImage(stack, findRegion(stack, values.RegionId).regionId, values.ImageId),
  handle(stack, values, image) {
    if (image.removeAtMs !== undefined) return {};
    checkNothingIsGoingOn(stack, image);
    if (image.fields.IsPublic) throw apiError("deletePublic");
    if (image.shares.length > 0) throw apiError("deleteShared");
    if (values.Force !== true && stack.isImageInUse(image.fields.ImageId)) throw apiError("imageInUse");
    stack.images.change(image.fields.ImageId, { Status: "UnAvailable" });
    image.removeAtMs = stack.periodFromNow(stack.durations.deleteMs).endMs;
    scheduleImageTransitions(stack, image);
    return {};
  },
});

function checkNothingIsGoingOn(stack: Stack, image: Image): void {
  const { ImageId, Status } = image.fields;
  if (Status === "Creating" || Status === "Waiting") {
    if (image.origin?.kind === "copy") throw apiError("deleteWhileCopying");
    throw apiError(image.origin?.kind === "import" ? "deleteWhileImporting" : "deleteWhileCreating");
  }
  if (stack.copies.isBeingCopied(ImageId)) throw apiError("deleteWhileCopying");
  if (stack.isBeingExported(ImageId)) throw apiError("deleteWhileExporting");
}
