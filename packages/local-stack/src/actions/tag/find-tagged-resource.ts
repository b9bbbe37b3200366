import { apiError } from "../../errors/api-error.ts";
import type { Stack } from "../../model/stack.ts";
import { findRegion, regionId } from "../common/lookup.ts";
import { tagList } from "../parameters/list-parameters.ts";
import { required, text } from "../parameters/parameter.ts";
import { findTagged, type TaggedResource } from "./tagged-resources.ts";

export const oneResource = {
  RegionId: regionId,
  ResourceType: required(text()),
  ResourceId: required(text()),
  Tag: tagList({ legacy: true }),
};
export const resourceErrors = [
  "regionNotFound",
  "resourceTypeNotFound",
  "resourceNotFound",
  "tagCount",
] as const;
export function findResource(
  stack: Stack,
  values: { readonly RegionId: string; readonly ResourceType: string; readonly ResourceId: string },
): TaggedResource {
  const region = findRegion(stack, values.RegionId);
  const [resource] = findTagged(stack, region.regionId, values.ResourceType, [values.ResourceId]);
  if (resource === undefined) throw apiError("resourceNotFound");
  return resource;
}
