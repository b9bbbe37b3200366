import { defineAction } from "../common/define-action.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { findOwnImage } from "../common/image-checks.ts";
import { numberedPage, pageParameters } from "../parameters/paging.ts";
import { required, text } from "../parameters/parameter.ts";

/** DescribeImageSharePermission: the accounts that can use the image, and whether everybody can. */
export const describeImageSharePermission = defineAction({
  name: "DescribeImageSharePermission",
  writes: false,
  parameters: { RegionId: regionId, ImageId: required(text()), ...pageParameters },
  errors: ["regionNotFound", "imageNotFound"],
  find: (stack, values) => findOwnImage(stack, findRegion(stack, values.RegionId).regionId, values.ImageId),
  handle(_stack, values, image) {
    const page = numberedPage(image.shares, values);
    return {
      ...page.fields,
      RegionId: image.regionId,
      ImageId: image.fields.ImageId,
      Accounts: { Account: page.items },
      ShareGroups: { ShareGroup: image.fields.IsPublic ? [{ Group: "all" }] : [] },
    };
  },
});
