import { Decimal } from "./decimal.ts";
import { isRecord } from "./record.ts";
import type { Type } from "./type.ts";
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

/** A value of type `dynamic` together with the type it turned out to have. */
export class DynamicValue {
  readonly type: Type;
  readonly value: Value;

  constructor(type: Type, value: Value) {
    this.type = type;
    this.value = value;
  }
}

/** The value of an object type: its attributes by name. */
export type ObjectValue = { readonly [name: string]: Value };

/** A value of that type in which nothing is unknown. */
export type Known<T> = T extends Unknown
  ? never
  : T extends string | number | boolean | Decimal | DynamicValue | null
    ? T
    : T extends readonly (infer E)[]
      ? readonly Known<E>[]
      : { readonly [K in keyof T]: Known<T[K]> };

/** Whether nothing in the value is unknown, at any depth. */
export function isWhollyKnown<T>(value: T): value is T & Known<T> {
  return !hasUnknown(value);
}

function hasUnknown(value: unknown): boolean {
  if (value === null || typeof value !== "object" || value instanceof Decimal) return false;
  if (isUnknown(value)) return true;
  if (value instanceof DynamicValue) return hasUnknown(value.value);
  const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return members.some(hasUnknown);
}

/** Whether the value is unknown or something in it is. */
export function containsUnknown(value: Value): boolean {
  return hasUnknown(value);
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
