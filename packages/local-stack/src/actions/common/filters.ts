import { apiError } from "../../errors/api-error.ts";
import type { Resources } from "../../model/resources.ts";

/** The resources that a query searches, newest first: those of the given IDs, or without IDs all of them. */
export function candidates<T extends { readonly sequence: number; readonly fields: object }>(
  resources: Pick<Resources<object, T>, "visible" | "visibleOf">,
  ids: readonly string[] | undefined,
): T[] {
  return ids === undefined ? resources.visible().reverse() : resources.visibleOf(ids);
}

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

/** Whether a value passes a filter; an absent filter lets everything pass. */
export function passes<T>(wanted: T | undefined, actual: T): boolean {
  return wanted === undefined || wanted === actual;
}

/** The same for a filter that also knows the value `all`, in any case. */
export function passesUnlessAll(wanted: string | undefined, actual: string): boolean {
  return wanted?.toLowerCase() === "all" || passes(wanted, actual);
}

/** Whether a name passes a filter in which `*` stands for any characters; an absent filter lets every name pass. */
export function passesPattern(pattern: string | undefined, name: string): boolean {
  return pattern === undefined || matchesPattern(name, pattern);
}

/** Whether the value is in the range; an absent bound does not limit it. */
export function isBetween(value: number, min?: number, max?: number): boolean {
  return value >= (min ?? Number.NEGATIVE_INFINITY) && value <= (max ?? Number.POSITIVE_INFINITY);
}
