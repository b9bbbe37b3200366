import { apiError } from "../../errors/api-error.ts";
import { familyOf, instanceTypeOf, offeredInstanceTypes } from "../../model/instance-type.ts";
import { defineAction } from "../common/define-action.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { structures } from "../parameters/list-parameters.ts";
import { text } from "../parameters/parameter.ts";
import { oneOf } from "../parameters/rule.ts";

/**
 * DescribeImageSupportInstanceTypes: the listed instance types that an image runs on, by its architecture. Without an
 * image those for x86_64.
 */
export const describeImageSupportInstanceTypes = defineAction({
  name: "DescribeImageSupportInstanceTypes",
  writes: false,
  parameters: {
    RegionId: regionId,
    ImageId: text(),
    ActionType: text(oneOf("invalidParamter", ["CreateEcs", "ChangeOS"])),
    Filter: structures({ Key: text(), Value: text() }),
  },
  errors: ["regionNotFound", "imageNotFound"],
  find(stack, values) {
    const region = findRegion(stack, values.RegionId);
    if (values.ImageId === undefined) return undefined;
    const image = stack.imageIn(region.regionId, values.ImageId);
    if (image === undefined) throw apiError("imageNotFound");
    return image;
  },
  handle: (_stack, values, image) => ({
    RegionId: values.RegionId,
    ImageId: values.ImageId ?? "",
    InstanceTypes: {
      InstanceType: offeredInstanceTypes(image?.fields.Architecture ?? "x86_64").map((id) => {
        const type = instanceTypeOf(id);
        return {
          InstanceTypeId: id,
          InstanceTypeFamily: familyOf(id),
          CpuCoreCount: type?.cpu ?? 0,
          MemorySize: (type?.memoryMib ?? 0) / 1024,
        };
      }),
    },
  }),
});
