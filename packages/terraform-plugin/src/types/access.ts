import { isRecord } from "./record.ts";
import { isUnknown, UNKNOWN } from "./unknown.ts";
import type { ObjectValue, Value } from "./value.ts";

/** Whether a value is a list, set or tuple that is known as a whole. `Array.isArray` loses the type of a read-only array. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a value is an object or map that is known as a whole. */
export function isObject(value: Value | undefined): value is ObjectValue {
  return isRecord(value);
}

/** The element at `index` of a list: null when there is none, unknown when the list is. */
export function elementAt(list: Value | undefined, index: number): Value {
  if (isUnknown(list)) return UNKNOWN;
  return isList(list) ? (list[index] ?? null) : null;
}

/** The member `name` of an object or map: null when there is none, unknown when the object is. */
export function memberOf(object: Value | undefined, name: string): Value {
  if (isUnknown(object)) return UNKNOWN;
  return isObject(object) && Object.hasOwn(object, name) ? (object[name] ?? null) : null;
}
