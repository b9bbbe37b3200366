import { defineAction } from "../common/define-action.ts";
import { text } from "../parameters/parameter.ts";
import { chargeType, language } from "./region-parameters.ts";
import { regionToApi } from "./region-to-api.ts";

/** DescribeRegions: the regions of the stack, the first one first. Both have the same endpoint. */
export const describeRegions = defineAction({
  name: "DescribeRegions",
  writes: false,
  parameters: { AcceptLanguage: language, InstanceChargeType: chargeType, ResourceType: text() },
  errors: [],
  find: (stack) => stack.regions,
  handle: (_stack, _values, regions, { host }) => ({
    Regions: {
      Region: regions.map((region) => ({ ...regionToApi(region), RegionEndpoint: host })),
    },
  }),
});
