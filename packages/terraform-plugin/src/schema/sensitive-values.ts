import { isList, isObject } from "../types/access.ts";
import { Decimal, numberText } from "../types/decimal.ts";
import { DynamicValue, type Value } from "../types/value.ts";
import type { AttributeMap } from "./attribute.ts";
import type { Schema } from "./schema.ts";

type Holder = Pick<Schema, "attributes" | "blocks">;

/**
 * The known texts and numbers in the sensitive and write-only attributes of objects, at any depth, as text: what no message about the
 * objects may repeat (`Diagnostics.hide`). Truth values and the keys of maps are not secret.
 */
export function* sensitiveValues(holder: Holder, ...objects: readonly Value[]): Generator<string> {
  for (const object of objects) {
    if (!isObject(object)) continue;
    yield* inAttributes(holder.attributes, object);
    for (const [name, block] of Object.entries(holder.blocks)) {
      yield* sensitiveValues(block, ...elementsOf(block.nesting, object[name] ?? null));
    }
  }
}

function* inAttributes(attributes: AttributeMap, object: Value): Generator<string> {
  if (!isObject(object)) return;
  for (const [name, { rules, nested }] of Object.entries(attributes)) {
    const value = object[name] ?? null;
    if (rules.sensitive || rules.writeOnly) yield* textsIn(value);
    else if (nested) {
      for (const element of elementsOf(nested.nesting, value))
        yield* inAttributes(nested.attributes, element);
    }
  }
}

function elementsOf(nesting: "single" | "list" | "set" | "map", value: Value): readonly Value[] {
  if (nesting === "single") return [value];
  if (isList(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

function* textsIn(value: Value): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "number" || value instanceof Decimal) yield numberText(value);
  else if (value instanceof DynamicValue) yield* textsIn(value.value);
  else if (isList(value)) for (const each of value) yield* textsIn(each);
  else if (isObject(value)) for (const each of Object.values(value)) yield* textsIn(each);
}
