import { defineAction } from "../common/define-action.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { required, text } from "../parameters/parameter.ts";
import { imageToApi } from "./image-to-api.ts";

/** DescribeImageFromFamily: the newest Available image of a family, or an empty object where there is none. */
export const describeImageFromFamily = defineAction({
  name: "DescribeImageFromFamily",
  writes: false,
  parameters: { RegionId: regionId, ImageFamily: required(text()) },
  errors: ["familyRegionNotFound"],
  find(stack, values) {
    const region = findRegion(stack, values.RegionId, "familyRegionNotFound");
    return stack.newestOfFamily(region.regionId, values.ImageFamily);
  },
  handle: (stack, _values, image) => ({ Image: image === undefined ? {} : imageToApi(stack, image) }),
});
