import { familyOf } from "../../model/instance-type.ts";
import { defineAction } from "../common/define-action.ts";
import { candidates, passes, passesPattern } from "../common/filters.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { jsonList, tagList } from "../parameters/list-parameters.ts";
import { pageOf, pageOrTokenParameters } from "../parameters/paging.ts";
import { flag, text } from "../parameters/parameter.ts";
import { must, oneOf } from "../parameters/rule.ts";
import { tagFilter, tagFilterErrors } from "../parameters/tag-filter.ts";
import { instanceToApi } from "./instance-to-api.ts";

const STATUSES = ["Pending", "Running", "Starting", "Stopping", "Stopped"];

/**
 * DescribeInstances: the instances that match every given filter, newest first. ImageId finds those made from an
 * image.
 */
export const describeInstances = defineAction({
  name: "DescribeInstances",
  writes: false,
  parameters: {
    RegionId: regionId,
    InstanceIds: jsonList("invalidParameter"),
    ImageId: text(),
    InstanceName: text(),
    InstanceType: text(),
    InstanceTypeFamily: text(),
    InstanceChargeType: text(oneOf("chargeTypeNotFound", ["PostPaid", "PrePaid"])),
    InstanceNetworkType: text(oneOf("networkTypeNotFound", ["classic", "vpc"])),
    Status: text(must("statusNotFound", (value) => STATUSES.includes(value))),
    KeyPairName: text(),
    ResourceGroupId: text(),
    SecurityGroupId: text(),
    VpcId: text(),
    VSwitchId: text(),
    ZoneId: text(),
    Tag: tagList({ legacy: true }),
    ...pageOrTokenParameters,
    DryRun: flag(),
  },
  errors: ["regionNotFound", ...tagFilterErrors],
  find: (stack, values) => findRegion(stack, values.RegionId),
  handle(stack, values, region) {
    const hasTags = tagFilter(values.Tag);
    const matching = candidates(stack.instances, values.InstanceIds).filter(
      ({ regionId: id, fields }) =>
        id === region.regionId &&
        passes(values.ImageId, fields.ImageId) &&
        passesPattern(values.InstanceName, fields.InstanceName) &&
        passes(values.InstanceType, fields.InstanceType) &&
        passes(values.InstanceTypeFamily, familyOf(fields.InstanceType)) &&
        passes(values.InstanceChargeType, fields.InstanceChargeType) &&
        passes(values.InstanceNetworkType, fields.InstanceNetworkType) &&
        passes(values.Status, fields.Status) &&
        passes(values.KeyPairName, fields.KeyPairName) &&
        passes(values.ResourceGroupId, fields.ResourceGroupId) &&
        (values.SecurityGroupId === undefined ||
          fields.SecurityGroupIds.SecurityGroupId.includes(values.SecurityGroupId)) &&
        passes(values.VpcId, fields.VpcAttributes.VpcId) &&
        passes(values.VSwitchId, fields.VpcAttributes.VSwitchId) &&
        passes(values.ZoneId, fields.ZoneId) &&
        hasTags(fields.Tags),
    );
    const page = pageOf(matching, values, { min: 10, max: 100 });
    return { ...page.fields, Instances: { Instance: page.items.map(instanceToApi) } };
  },
});
