import { apiError } from "../../errors/api-error.ts";
import { isInTheMaking } from "../../model/image.ts";
import { abandonImage } from "../../model/image-life.ts";
import { defineAction } from "../common/define-action.ts";
import { findOwnImage } from "../common/image-checks.ts";
import { findRegion, regionId } from "../common/lookup.ts";
import { required, text } from "../parameters/parameter.ts";

/**
 * CancelCopyImage: the image that a copy is making, named with its own region, is gone at once and its snapshots with it;
 * the next copy that waits begins.
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
    if (!isInTheMaking(image)) throw apiError("copyCompleted");
    abandonImage(stack, image);
    return {};
  },
});
