import { apiError } from "../../errors/api-error.ts";
import { instanceTypeOf } from "../../model/instance-type.ts";
import type { Region } from "../../model/regions.ts";
import type { Resources } from "../../model/resources.ts";
import type { Stack } from "../../model/stack.ts";
import { required, text } from "../parameters/parameter.ts";
import { must, type NamedRule } from "../parameters/rule.ts";

/** The parameter `RegionId` of an action that cannot do without it. */
export const regionId = required(text());

/** The region of that ID; throws when the stack has none. */
export function findRegion(stack: Stack, id: string): Region {
  const region = stack.regions.find((candidate) => candidate.regionId === id);
  if (region === undefined) throw apiError("regionNotFound");
  return region;
}

/** Whether the text can be the ID of a resource group: those of Apsara Stack are numbers, others begin with `rg-`. */
export function checkResourceGroup(id: string | undefined): void {
  if (id !== undefined && !/^(\d{1,19}|rg-[a-z0-9-]{1,60})$/.test(id))
    throw apiError("resourceGroupNotFound");
}

/** The resources that a query searches, newest first: those of the given IDs, or without IDs all of them. */
export function candidates<T extends { readonly sequence: number; readonly fields: object }>(
  resources: Pick<Resources<object, T>, "visible" | "visibleOf">,
  ids: readonly string[] | undefined,
): T[] {
  return ids === undefined ? resources.visible().reverse() : resources.visibleOf(ids);
}

/** The rule of instance types. */
export const instanceTypeRule: NamedRule<string> = must(
  "instanceTypeNotSupported",
  (value) => instanceTypeOf(value) !== undefined,
);

/** Whether the text matches the pattern, in which `*` stands for any characters; without a `*` it must be equal. */
export function matchesPattern(value: string, pattern: string): boolean {
  if (!pattern.includes("*")) return value === pattern;
  const parts = pattern.split("*");
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last))
    return false;
  const end = value.length - last.length;
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = value.indexOf(part, position);
    if (at < 0 || at + part.length > end) return false;
    position = at + part.length;
  }
  return true;
}

/** Reads `yyyy-MM-ddTHH:mmZ`, with or without seconds. */
export function parseFilterTime(value: string): number {
  const timeMs = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(timeMs)) throw apiError("filterValueInvalid");
  return timeMs;
}

/** The region of that ID; the actions about tasks have an error of their own for one that is not there. */
export function findTaskRegion(stack: Stack, id: string): string {
  if (!stack.regions.some((region) => region.regionId === id)) throw apiError("taskRegionNotFound");
  return id;
}
