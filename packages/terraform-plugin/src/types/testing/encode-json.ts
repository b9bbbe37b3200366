import { Decimal, numberText } from "../decimal.ts";
import { encodeTypeJson } from "../type-json.ts";
import { DynamicValue, type Value } from "../value.ts";

/**
 * Writes a wholly known value in the JSON form that Terraform keeps state in, for round trips: numbers with all their digits and without
 * exponent, dynamic values with their type.
 */
export function encodeJson(value: Value): string {
  if (value instanceof DynamicValue) {
    const inner = encodeJson(value.value);
    return value.type.kind === "dynamic" ? inner : `{"value":${inner},"type":${encodeTypeJson(value.type)}}`;
  }
  if (value instanceof Decimal || typeof value === "number") return numberText(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(encodeJson)}]`;
  const members = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${encodeJson(each)}`);
  return `{${members}}`;
}
