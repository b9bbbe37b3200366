import { isList, isObject } from "./access.ts";
import { Decimal, numberText } from "./decimal.ts";
import { compareCodePoints, normaliseText, textEquals } from "./text.ts";
import { type Type, typeEquals, types } from "./type.ts";
import { encodeTypeJson } from "./type-json.ts";
import { isUnknown } from "./unknown.ts";
import { DynamicValue, isWhollyKnown, type Value } from "./value.ts";

/**
 * Whether two values of a type are the same to Terraform: strings in normalisation form C, numbers by their decimal
 * digits, sets whatever their order, dynamic values with their types. Unknown equals unknown only, whatever their
 * refinements. A value that is not of the type equals nothing.
 */
export function valueEquals(type: Type, a: Value, b: Value): boolean {
  if (a === null || b === null) return a === b;
  if (isUnknown(a) || isUnknown(b)) return isUnknown(a) && isUnknown(b);
  switch (type.kind) {
    case "bool":
      return typeof a === "boolean" && a === b;
    case "string":
      return typeof a === "string" && typeof b === "string" && textEquals(a, b);
    case "number":
      return isNumber(a) && isNumber(b) && (a === b || numberText(a) === numberText(b));
    case "list":
      return sequencesEqual(a, b, () => type.element);
    case "tuple":
      return sequencesEqual(a, b, (index) => type.elements[index]);
    case "set":
      return Array.isArray(a) && Array.isArray(b) && a.length === b.length && setsEqual(type.element, a, b);
    case "map":
      return recordsEqual(a, b, () => type.element);
    case "object":
      return recordsEqual(a, b, (name) =>
        Object.hasOwn(type.attributes, name) ? type.attributes[name] : undefined,
      );
    case "dynamic":
      return (
        a instanceof DynamicValue &&
        b instanceof DynamicValue &&
        typeEquals(a.type, b.type) &&
        valueEquals(a.type, a.value, b.value)
      );
  }
}

/**
 * The elements of a set without those that equal an earlier one. Elements that are not wholly known stay: they may
 * turn out to differ.
 */
export function distinct(element: Type, values: readonly Value[]): readonly Value[] {
  if (values.length < 2) return values;
  const seen = new Set<string>();
  return values.filter((value) => {
    if (!isWhollyKnown(value)) return true;
    const text = valueKey(element, value);
    return seen.size < seen.add(text).size;
  });
}

function setsEqual(element: Type, a: readonly Value[], b: readonly Value[]): boolean {
  const aKeys = a.map((value) => valueKey(element, value)).sort();
  const bKeys = b.map((value) => valueKey(element, value)).sort();
  return aKeys.every((key, index) => key === bKeys[index]);
}

/** A text that two values of a type share exactly when they are equal. */
export function valueKey(type: Type, value: Value | undefined): string {
  if (value === null || value === undefined) return "null";
  if (isUnknown(value)) return "unknown";
  if (typeof value === "string") return JSON.stringify(normaliseText(value) ?? value);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number" || value instanceof Decimal) return numberText(value);
  if (value instanceof DynamicValue)
    return `(${encodeTypeJson(value.type)} ${valueKey(value.type, value.value)})`;
  if (isList(value)) {
    const keys = value.map((member, index) => valueKey(memberType(type, index), member));
    return `[${(type.kind === "set" ? keys.sort() : keys).join(",")}]`;
  }
  const names = Object.keys(value).sort(compareCodePoints);
  const members = names.map((name) => {
    const normalised = normaliseText(name) ?? name;
    return `${JSON.stringify(normalised)}:${valueKey(memberType(type, name), value[name])}`;
  });
  return `{${members.sort().join(",")}}`;
}

function memberType(type: Type, at: string | number): Type {
  if ("element" in type) return type.element;
  if (type.kind === "tuple") return type.elements[Number(at)] ?? types.dynamic;
  return (type.kind === "object" ? type.attributes[at] : undefined) ?? types.dynamic;
}

function sequencesEqual(a: Value, b: Value, typeOf: (index: number) => Type | undefined): boolean {
  if (!isList(a) || !isList(b) || a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    const type = typeOf(index);
    const left = a[index];
    const right = b[index];
    if (type === undefined || left === undefined || right === undefined) return false;
    if (!valueEquals(type, left, right)) return false;
  }
  return true;
}

function recordsEqual(a: Value, b: Value, typeOf: (name: string) => Type | undefined): boolean {
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  for (const name of names) {
    const type = typeOf(name);
    const left = a[name];
    const right = Object.hasOwn(b, name) ? b[name] : likeNamed(b, name);
    if (type === undefined || left === undefined || right === undefined) return false;
    if (!valueEquals(type, left, right)) return false;
  }
  return true;
}

/** The member whose name is the same in normalisation form C. */
function likeNamed(members: { readonly [name: string]: Value }, name: string): Value | undefined {
  const like = Object.keys(members).find((other) => textEquals(other, name));
  return like === undefined ? undefined : members[like];
}

function isNumber(value: Value): value is number | Decimal {
  return typeof value === "number" || value instanceof Decimal;
}
