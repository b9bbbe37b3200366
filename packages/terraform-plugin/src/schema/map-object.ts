import { isList, isObject } from "../types/access.ts";
import type { ObjectValue, Value } from "../types/value.ts";
import type { Attribute } from "./attribute.ts";
import type { Block } from "./block.ts";
import { collectionOf, type ObjectCollection, type SchemaMembers } from "./schema.ts";

/** The object with the value of every attribute and block replaced by what `change` makes of it, each before what is in it. */
export function mapObject(
  holder: SchemaMembers,
  object: ObjectValue,
  change: (member: Attribute | Block, value: Value) => Value,
): ObjectValue {
  const mapped: Record<string, Value> = { ...object };
  for (const members of [holder.attributes, holder.blocks]) {
    for (const [name, member] of Object.entries<Attribute | Block>(members)) {
      const value = change(member, object[name] ?? null);
      const collection = collectionOf(member);
      mapped[name] = collection ? mapElements(collection, value, change) : value;
    }
  }
  return mapped;
}

function mapElements(
  holder: ObjectCollection,
  value: Value,
  change: (member: Attribute | Block, value: Value) => Value,
): Value {
  const mapOne = (element: Value) => (isObject(element) ? mapObject(holder, element, change) : element);
  if (holder.nesting === "single") return mapOne(value);
  if (isList(value)) return value.map(mapOne);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapOne(each)]));
}
