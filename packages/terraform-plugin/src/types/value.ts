import { Decimal } from "./decimal.ts";
import { DynamicValue } from "./dynamic-value.ts";
import { isRecord } from "./record.ts";
import { isUnknown, type Unknown } from "./unknown.ts";

/**
 * A Terraform value. It is read by its type: lists, sets and tuples are arrays; maps and objects are records without a
 * prototype, so that every key is possible; a number is a JavaScript number when that is exact, otherwise a
 * {@link Decimal}; a value of type `dynamic` is null, unknown or a {@link DynamicValue}.
 */
export type Value =
  | null
  | boolean
  | string
  | number
  | Decimal
  | Unknown
  | DynamicValue
  | readonly Value[]
  | { readonly [name: string]: Value };

/** Whether a value is null. */
export function isNull(value: unknown): value is null {
  return value === null;
}

/** Whether nothing in the value is unknown, at any depth. */
export function isWhollyKnown(value: Value): boolean {
  if (value === null || typeof value !== "object" || value instanceof Decimal) return true;
  if (isUnknown(value)) return false;
  if (value instanceof DynamicValue) return isWhollyKnown(value.value);
  const members: readonly Value[] = Array.isArray(value) ? value : Object.values(value);
  return members.every(isWhollyKnown);
}

/** Whether the value is unknown or something in it is. */
export function containsUnknown(value: Value): boolean {
  return !isWhollyKnown(value);
}

/** What a value is, for messages: "a string", "null". */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a sequence";
  if (isUnknown(value)) return "an unknown value";
  if (value instanceof DynamicValue) return "a dynamic value";
  if (value instanceof Decimal) return "a number";
  if (isRecord(value)) return "a map or object";
  return typeof value === "object" ? `a ${value.constructor?.name ?? "foreign object"}` : `a ${typeof value}`;
}
