import type { AnyObject } from "../resource.ts";
import type { Block } from "../schema/block.ts";
import { impliedType, type Schema } from "../schema/schema.ts";
import { conform } from "../types/conform.ts";
import { isUnknown } from "../types/unknown.ts";
import type { Value } from "../types/value.ts";
import { asObject } from "./wire.ts";

type Holder = Pick<Schema, "attributes" | "blocks">;

/**
 * An object as Terraform stores it: checked against the schema, members that are missing null, blocks that are missing empty. Values that
 * do not fit throw a ValueError.
 */
export function complete(schema: Schema, value: Readonly<Record<string, unknown>>): AnyObject {
  const conformed = asObject(conform(impliedType(schema), value, [], { missingAsNull: true }));
  return withEmptyBlocks(schema, conformed ?? {});
}

/** The object with every list or set of blocks that is null replaced by the empty one: Terraform stores no null blocks. */
export function withEmptyBlocks(holder: Holder, object: AnyObject): AnyObject {
  const completed: Record<string, Value> = { ...object };
  for (const [name, each] of Object.entries(holder.blocks)) {
    completed[name] = blockWithEmptyBlocks(each, object[name] ?? null);
  }
  return completed;
}

function blockWithEmptyBlocks(block: Block, value: Value): Value {
  if (isUnknown(value)) return value;
  if (block.nesting === "single")
    return value === null ? null : withEmptyBlocks(block, asObject(value) ?? {});
  if (!Array.isArray(value)) return [];
  return value.map((each: Value) => (isUnknown(each) ? each : withEmptyBlocks(block, asObject(each) ?? {})));
}
