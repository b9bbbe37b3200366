import { isList, isObject } from "../types/access.ts";
import { Decimal, numberText } from "../types/decimal.ts";
import { DynamicValue, type Value } from "../types/value.ts";
import type { SchemaMembers } from "./schema.ts";
import { visitObject } from "./visit.ts";

/**
 * The known texts and numbers in the sensitive and write-only attributes of objects, at any depth, as text: what no message about the
 * objects may repeat (`Diagnostics.hide`). Truth values and the keys of maps are not secret.
 */
export function sensitiveValues(holder: SchemaMembers, ...objects: readonly Value[]): readonly string[] {
  const found: string[] = [];
  for (const object of objects) {
    visitObject(holder, object, ({ value, sensitive }) => {
      if (sensitive) found.push(...textsIn(value));
      return !sensitive;
    });
  }
  return found;
}

function textsIn(value: Value): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number" || value instanceof Decimal) return [numberText(value)];
  if (value instanceof DynamicValue) return textsIn(value.value);
  if (isList(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
