import type { Value } from "./value.ts";

/** Whether something is a record: a map's or object's form, and no instance of a class. */
export function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** {@link isRecord} for values, whose members are values. */
export function isMembers(value: Value): value is { readonly [name: string]: Value } {
  return isRecord(value);
}

/** `Array.isArray` for values; the built-in one loses the type of a read-only array. */
export function isSequence(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** An empty record without prototype, to be filled by the caller. */
export function emptyRecord(): { [name: string]: Value } {
  return Object.create(null);
}
