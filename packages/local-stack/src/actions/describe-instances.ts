import type { JsonObject } from "../json.ts";
import type { Instance } from "../model/instance.ts";
import { must, oneOf } from "../rules/rule.ts";
import { tagFilter, tagFilterErrors } from "../rules/tag-filter.ts";
import { defineAction } from "./action.ts";
import { findRegion, matchesPattern, regionId } from "./common.ts";
import { jsonList, tagList } from "./list-parameters.ts";
import { pageOf, pageOrTokenParameters } from "./paging.ts";
import { flag, text } from "./parameter.ts";

const STATUSES = ["Pending", "Running", "Starting", "Stopping", "Stopped"];

/** DescribeInstances: the instances that match every given filter, newest first. ImageId finds those made from an image. */
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
    const is = (wanted: string | undefined, actual: string) => wanted === undefined || wanted === actual;
    const matching = [...stack.instances.values()]
      .reverse()
      .filter(
        ({ regionId: id, fields }) =>
          id === region.regionId &&
          (values.InstanceIds === undefined || values.InstanceIds.includes(fields.InstanceId)) &&
          is(values.ImageId, fields.ImageId) &&
          (values.InstanceName === undefined || matchesPattern(fields.InstanceName, values.InstanceName)) &&
          is(values.InstanceType, fields.InstanceType) &&
          is(values.InstanceTypeFamily, familyOf(fields.InstanceType)) &&
          is(values.InstanceChargeType, fields.InstanceChargeType) &&
          is(values.InstanceNetworkType, fields.InstanceNetworkType) &&
          is(values.Status, fields.Status) &&
          is(values.KeyPairName, fields.KeyPairName) &&
          is(values.ResourceGroupId, fields.ResourceGroupId) &&
          (values.SecurityGroupId === undefined ||
            fields.SecurityGroupIds.SecurityGroupId.includes(values.SecurityGroupId)) &&
          is(values.VpcId, fields.VpcAttributes.VpcId) &&
          is(values.VSwitchId, fields.VpcAttributes.VSwitchId) &&
          is(values.ZoneId, fields.ZoneId) &&
          hasTags(fields.Tags),
      );
    const page = pageOf(matching, values, { min: 10, max: 100 });
    return { ...page.fields, Instances: { Instance: page.items.map(instanceAnswer) } };
  },
});

/** An instance as the API shows it: what is stored, and the fields that are the same for every instance of the stack. */
export function instanceAnswer(instance: Instance): JsonObject {
  const { fields, operatingSystem, imdsSupport } = instance;
  return {
    ...fields,
    AutoReleaseTime: "",
    ClusterId: "",
    DeploymentSetId: "",
    DeviceAvailable: true,
    EipAddress: { AllocationId: "", InternetChargeType: "", IpAddress: "" },
    GPUAmount: 0,
    GPUSpec: "",
    InnerIpAddress: { IpAddress: [] },
    InstanceTypeFamily: familyOf(fields.InstanceType),
    InternetChargeType: "PayByTraffic",
    InternetMaxBandwidthIn: 0,
    InternetMaxBandwidthOut: 0,
    IoOptimized: true,
    MetadataOptions: {
      HttpEndpoint: "enabled",
      HttpPutResponseHopLimit: 1,
      HttpTokens: imdsSupport === "v2" ? "required" : "optional",
    },
    OSName: operatingSystem.OSName,
    OSNameEn: operatingSystem.OSNameEn,
    OSType: operatingSystem.OSType,
    OperationLocks: { LockReason: [] },
    PublicIpAddress: { IpAddress: [] },
    Recyclable: false,
    SaleCycle: "",
    SerialNumber: fields.InstanceId.slice("i-".length),
    SpotPriceLimit: 0,
    SpotStrategy: "NoSpot",
    VlanId: "",
    VpcAttributes: { ...fields.VpcAttributes, NatIpAddress: "", PrivateIpAddress: { IpAddress: [] } },
  };
}

function familyOf(instanceType: string): string {
  return instanceType.split(".").slice(0, -1).join(".");
}
