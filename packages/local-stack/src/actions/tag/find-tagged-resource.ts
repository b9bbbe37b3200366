import { apiError } from "../../errors/api-error.ts";
import type { Stack } from "../../model/stack.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { tagList } from "../parameters/list-parameters.ts";
import { required, text } from "../parameters/parameter.ts";
import { findTagged, type TaggedResource } from "./tagged-resources.ts";

/** The parameters of an action about the tags of one resource. */
export const oneResourceParameters = {
  RegionId: regionId,
  ResourceType: required(text()),
  ResourceId: required(text()),
  Tag: tagList({ legacy: true }),
};

/** The errors of `findResource`, and that of a wrong number of tags. */
export const resourceErrors = [
  "regionNotFound",
  "resourceTypeNotFound",
  "resourceNotFound",
  "tagCount",
] as const;

/** The resource that the request names; throws when its region has none of that type and ID. */
export function findResource(
  stack: Stack,
  values: { readonly RegionId: string; readonly ResourceType: string; readonly ResourceId: string },
): TaggedResource {
  const region = findRegion(stack, values.RegionId);
  const [resource] = findTagged(stack, region.regionId, values.ResourceType, [values.ResourceId]);
  if (resource === undefined) throw apiError("resourceNotFound");
  return resource;
}
