import type { AnyObject } from "../definition/resource.ts";
import { asObject } from "../rpc/wire.ts";
import type { NestedObject } from "../schema/attribute.ts";
import type { Block } from "../schema/block.ts";
import { impliedType, type Schema } from "../schema/schema.ts";
import { conform } from "../types/conform.ts";
import { isUnknown } from "../types/unknown.ts";
import type { Value } from "../types/value.ts";

type Holder = Pick<Schema, "attributes" | "blocks">;

/**
 * An object as Terraform stores it: checked against the schema, members that are missing null, and in {@link storedForm}. Values that do
 * not fit throw a ValueError.
 */
export function complete(schema: Schema, value: Readonly<Record<string, unknown>>): AnyObject {
  const conformed = asObject(conform(impliedType(schema), value, [], { missingAsNull: true }));
  return storedForm(schema, conformed ?? {});
}

/** The object with lists and sets of blocks that are null replaced by empty ones, and without write-only values. */
export function storedForm(holder: Holder, object: AnyObject): AnyObject {
  const stored: Record<string, Value> = { ...object };
  for (const [name, { rules, nested }] of Object.entries(holder.attributes)) {
    if (rules.writeOnly) stored[name] = null;
    else if (nested) stored[name] = storedNested(nested, object[name] ?? null);
  }
  for (const [name, each] of Object.entries(holder.blocks)) {
    stored[name] = storedBlock(each, object[name] ?? null);
  }
  return stored;
}

function storedBlock(block: Block, value: Value): Value {
  if (isUnknown(value)) return value;
  if (block.nesting === "single") return storedElement(block, value);
  return Array.isArray(value) ? value.map((each: Value) => storedElement(block, each ?? {})) : [];
}

function storedNested({ nesting, attributes }: NestedObject, value: Value): Value {
  const holder = { attributes, blocks: {} };
  if (value === null || isUnknown(value)) return value;
  if (nesting === "single") return storedElement(holder, value);
  if (Array.isArray(value)) return value.map((each: Value) => storedElement(holder, each));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, Value]) => [key, storedElement(holder, each)]),
  );
}

function storedElement(holder: Holder, value: Value): Value {
  return value === null || isUnknown(value) ? value : storedForm(holder, asObject(value) ?? {});
}
