import { isList, isObject } from "../types/access.ts";
import { Decimal, numberText } from "../types/decimal.ts";
import { DynamicValue, type Value } from "../types/value.ts";
import type { SchemaMembers } from "./schema.ts";
import { visitObject } from "./visit.ts";

/**
 * The known texts and numbers in the sensitive and write-only attributes of objects, at any depth, as text: what no message about the
 * objects may repeat (`Diagnostics.hide`). Truth values and the keys of maps are not secret.
 */
export function sensitiveValues(schema: SchemaMembers, ...objects: readonly Value[]): readonly string[] {
  const texts: string[] = [];
  for (const object of objects) {
    visitObject(schema, object, ({ value, sensitive }) => {
      if (sensitive) texts.push(...textsIn(value));
      return !sensitive;
    });
  }
  return texts;
}

function* textsIn(value: Value): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "number" || value instanceof Decimal) yield numberText(value);
  else if (value instanceof DynamicValue) yield* textsIn(value.value);
  else if (isList(value)) for (const each of value) yield* textsIn(each);
  else if (isObject(value)) for (const each of Object.values(value)) yield* textsIn(each);
}
