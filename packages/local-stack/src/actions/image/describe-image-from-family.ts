import { apiError } from "../../errors/api-error.ts";
import { defineAction } from "../common/define-action.ts";
import { regionId } from "../common/lookup.ts";
import { required, text } from "../parameters/parameter.ts";
import { imageToApi } from "./image-to-api.ts";

/** DescribeImageFromFamily: the newest Available image of a family, or an empty object where there is none. */
export const describeImageFromFamily = defineAction({
  name: "DescribeImageFromFamily",
  writes: false,
  parameters: { RegionId: regionId, ImageFamily: required(text()) },
  errors: ["familyRegionNotFound"],
  find(stack, values) {
    if (!stack.regions.some((region) => region.regionId === values.RegionId)) {
      throw apiError("familyRegionNotFound");
    }
    return stack.newestOfFamily(values.RegionId, values.ImageFamily);
  },
  handle: (stack, _values, image) => ({ Image: image === undefined ? {} : imageToApi(stack, image) }),
});
