import { apiError } from "../../errors/api-error.ts";
import { isBeingCreated } from "../../model/image.ts";
import { discardImage } from "../../model/image-life.ts";
import { defineAction } from "../common/define-action.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { findOwnImage } from "../common/image-checks.ts";
import { required, text } from "../parameters/parameter.ts";

/**
 * CancelCopyImage: removes the target image of a copy, in its own region, together with its snapshots. The next
 * waiting copy begins.
 */
export const cancelCopyImage = defineAction({
  name: "CancelCopyImage",
  writes: true,
  parameters: { RegionId: regionId, ImageId: required(text()) },
  errors: ["regionNotFound", "imageNotFound", "notFromCopy", "copyFailed", "copyCompleted"],
  find: (stack, values) => findOwnImage(stack, findRegion(stack, values.RegionId).regionId, values.ImageId),
  handle(stack, _values, image) {
    if (image.origin?.kind !== "copy") throw apiError("notFromCopy");
    if (image.fields.Status === "CreateFailed") throw apiError("copyFailed");
    if (!isBeingCreated(image)) throw apiError("copyCompleted");
    discardImage(stack, image);
    return {};
  },
});
