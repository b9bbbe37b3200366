import { apiError } from "../../errors/api-error.ts";
import { IMAGE_STATUSES } from "../../model/image.ts";
import { instanceTypeOf } from "../../model/instance-type.ts";
import { defineAction } from "../common/define-action.ts";
import { candidates, passesPattern } from "../common/filters.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { commaList, structures, tagList } from "../parameters/list-parameters.ts";
import { numberedPage, pageParameters } from "../parameters/paging.ts";
import { flag, integer, text } from "../parameters/parameter.ts";
import { oneOf } from "../parameters/rule.ts";
import { tagFilter, tagFilterErrors } from "../parameters/tag-filter.ts";
import { type ImageQuery, imageFilters } from "./describe-images-filters.ts";
import { imageToApi } from "./image-to-api.ts";

/**
 * DescribeImages: the images that match every given filter, newest first. Without Status only Available ones, without
 * ImageOwnerAlias those of the system, own ones and shared ones; what is not there is left out without an error.
 */
export const describeImages = defineAction({
  name: "DescribeImages",
  writes: false,
  parameters: {
    RegionId: regionId,
    ImageId: commaList(100),
    ImageName: text(),
    ImageFamily: text(),
    ImageOwnerAlias: text(oneOf("ownerAliasNotSupported", ["system", "self", "others", "marketplace"])),
    ImageOwnerId: integer({ min: 0 }),
    Status: commaList(IMAGE_STATUSES.length + 1),
    Usable: flag(),
    Usage: text(oneOf("usageInvalid", ["instance", "none"])),
    SnapshotId: text(),
    OSType: text(oneOf("osTypeInvalid", ["windows", "linux"])),
    Architecture: text(oneOf("architectureInvalid", ["i386", "x86_64", "arm64"])),
    InstanceType: text(),
    IsPublic: flag(),
    IsSupportCloudinit: flag(),
    IsSupportIoOptimized: flag(),
    ShowExpired: flag(),
    ActionType: text(oneOf("invalidParamter", ["CreateEcs", "ChangeOS"])),
    ResourceGroupId: text(),
    Filter: structures({ Key: text(), Value: text() }),
    Tag: tagList({ legacy: true }),
    ...pageParameters,
    DryRun: flag(),
  },
  errors: [
    "regionNotFound",
    "invalidParamter",
    "publicNeedsOthers",
    "ownerIdNotSupported",
    "instanceTypeNotFound",
    "filterKeyNotFound",
    "filterValueInvalid",
    "filterNetworkType",
    ...tagFilterErrors,
  ],
  find: (stack, values) => findRegion(stack, values.RegionId),
  handle(stack, values, region) {
    if (values.IsPublic === true && values.ImageOwnerAlias !== "others") throw apiError("publicNeedsOthers");
    if (values.ImageOwnerId !== undefined && values.ImageOwnerAlias !== "others") {
      throw apiError("ownerIdNotSupported");
    }
    if (values.InstanceType !== undefined && instanceTypeOf(values.InstanceType) === undefined) {
      throw apiError("instanceTypeNotFound", values.InstanceType);
    }
    const statuses = wantedStatuses(values.Status, values.Usable);
    const hasTags = tagFilter(values.Tag);
    const filters = imageFilters(values, stack);
    const matching = candidates(stack.images, values.ImageId).filter(
      (image) =>
        image.regionId === region.regionId &&
        (statuses === undefined || statuses.includes(image.fields.Status)) &&
        passesPattern(values.ImageName, image.fields.ImageName) &&
        hasTags(image.fields.Tags) &&
        filters.every((accepts) => accepts(image)),
    );
    const page = numberedPage(matching, values);
    return {
      ...page.fields,
      RegionId: region.regionId,
      Images: { Image: page.items.map((image) => imageToApi(stack, image)) },
    };
  },
});

function wantedStatuses(
  given: ImageQuery["Status"],
  usable: boolean | undefined,
): readonly string[] | undefined {
  if (given === undefined) {
    if (usable !== undefined) throw apiError("invalidParamter");
    return ["Available"];
  }
  if (given.length === 1 && given[0] === "ALL") return undefined;
  if (!given.every((status) => IMAGE_STATUSES.includes(status))) throw apiError("invalidParamter");
  return given;
}
