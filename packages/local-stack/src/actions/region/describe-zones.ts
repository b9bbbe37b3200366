import { familyOf, offeredInstanceTypes } from "../../model/instance-type.ts";
import type { Region } from "../../model/regions.ts";
import { defineAction } from "../common/define-action.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { flag } from "../parameters/parameter.ts";
import { chargeType, language } from "./region-parameters.ts";

const categories = ["cloud_efficiency", "cloud_ssd"];

const types = [...offeredInstanceTypes("x86_64"), ...offeredInstanceTypes("arm64")];

const resourcesOfZone = {
  DataDiskCategories: { supportedDataDiskCategory: categories },
  InstanceGenerations: { supportedInstanceGeneration: ["ecs-4", "ecs-6"] },
  InstanceTypeFamilies: { supportedInstanceTypeFamily: [...new Set(types.map(familyOf))] },
  InstanceTypes: { supportedInstanceType: types },
  IoOptimized: true,
  NetworkTypes: { supportedNetworkCategory: ["vpc"] },
  SystemDiskCategories: { supportedSystemDiskCategory: categories },
};

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
          AvailableInstanceTypes: { InstanceTypes: types },
          AvailableResources: { ResourcesInfo: [resourcesOfZone] },
          AvailableVolumeCategories: { VolumeCategories: [] },
          AvailableDedicatedHostTypes: { DedicatedHostType: [] },
          DedicatedHostGenerations: { DedicatedHostGeneration: [] },
        }),
      })),
    },
  }),
});
