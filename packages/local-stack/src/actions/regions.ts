import type { Region } from "../model/regions.ts";
import { oneOf } from "../rules/rule.ts";
import { defineAction } from "./action.ts";
import { findRegion, regionId } from "./common.ts";
import { flag, text } from "./parameter.ts";

const language = text(oneOf("languageNotFound", ["zh-CN", "en-US", "ja"]));
const chargeType = text(oneOf("chargeTypeNotFound", ["PostPaid", "PrePaid"]));
const categories = ["cloud_efficiency", "cloud_ssd"];

/** DescribeRegions: the regions of the stack, the one it is seeded in first. */
export const describeRegions = defineAction({
  name: "DescribeRegions",
  writes: false,
  parameters: { AcceptLanguage: language, InstanceChargeType: chargeType, ResourceType: text() },
  errors: [],
  find: (stack) => stack.regions,
  handle: (_stack, _values, regions) => ({
    Regions: {
      Region: regions.map(({ regionId: id, localName }) => ({
        RegionId: id,
        LocalName: localName,
        RegionEndpoint: `ecs.${id}.local`,
        Status: "available",
      })),
    },
  }),
});

/** DescribeZones: the zones of a region and what can be made in them. */
export const describeZones = defineAction({
  name: "DescribeZones",
  writes: false,
  parameters: {
    RegionId: regionId,
    AcceptLanguage: language,
    InstanceChargeType: chargeType,
    Verbose: flag(),
  },
  errors: ["regionNotFound"],
  find: (stack, values): Region => findRegion(stack, values.RegionId),
  handle: (_stack, values, region) => ({
    Zones: {
      Zone: region.zoneIds.map((ZoneId) => ({
        ZoneId,
        LocalName: ZoneId,
        ZoneType: "AvailabilityZone",
        AvailableResourceCreation: { ResourceTypes: ["Instance", "Disk", "VSwitch"] },
        AvailableDiskCategories: { DiskCategories: categories },
        ...(values.Verbose !== false && {
          AvailableInstanceTypes: { InstanceTypes: ["ecs.n4.small", "ecs.n4.large", "ecs.n4.xlarge"] },
          AvailableVolumeCategories: { VolumeCategories: [] },
          AvailableDedicatedHostTypes: { DedicatedHostType: [] },
          DedicatedHostGenerations: { DedicatedHostGeneration: [] },
        }),
      })),
    },
  }),
});
