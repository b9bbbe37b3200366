import { apiError } from "../../errors/api-error.ts";
import type { ErrorName } from "../../errors/error-table.ts";
import type { Region } from "../../model/regions.ts";
import type { Stack } from "../../model/stack.ts";
import { required, text } from "../parameters/parameter.ts";

/** The parameter `RegionId` of an action that cannot do without it. */
export const regionId = required(text());

/** The region of that ID; throws when the stack has none. Some actions have an `error` of their own for that. */
export function findRegion(stack: Stack, id: string, error: ErrorName = "regionNotFound"): Region {
  const region = stack.regions.find((candidate) => candidate.regionId === id);
  if (region === undefined) throw apiError(error);
  return region;
}

/** The ID of the region of an action about tasks; throws when the stack has none of that ID. */
export function findTaskRegion(stack: Stack, id: string): string {
  return findRegion(stack, id, "taskRegionNotFound").regionId;
}
