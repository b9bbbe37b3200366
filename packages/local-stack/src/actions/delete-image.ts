import { apiError } from "../errors/api-error.ts";
import { defineAction } from "./action.ts";
import { findRegion, regionId } from "./common.ts";
import { flag, required, text } from "./parameter.ts";

/**
 * DeleteImage: accepted at once, gone after the deletion time; until then the image is UnAvailable, and deleting it again
 * changes nothing. An image that instances were made from goes only with Force. Its snapshots stay.
 */
export const deleteImage = defineAction({
  name: "DeleteImage",
  writes: true,
  parameters: { RegionId: regionId, ImageId: required(text()), Force: flag(), DryRun: flag() },
  errors: ["regionNotFound", "imageNotFound", "imageInUse", "deleteWhileCreating"],
  find(stack, values) {
    const image = stack.ownImageIn(findRegion(stack, values.RegionId).regionId, values.ImageId);
    if (image === undefined) throw apiError("imageNotFound");
    return image;
  },
  handle(stack, values, image) {
    if (image.removeAtMs !== undefined) return {};
    if (["Creating", "Waiting"].includes(image.fields.Status)) throw apiError("deleteWhileCreating");
    if (values.Force !== true && stack.imageIdsInUse().has(image.fields.ImageId))
      throw apiError("imageInUse");
    image.fields = { ...image.fields, Status: "UnAvailable" };
    image.removeAtMs = stack.periodFromNow(stack.durations.deleteMs).endMs;
    stack.moving.images.add(image);
    return {};
  },
});
