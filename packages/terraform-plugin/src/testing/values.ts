import type { DynamicValue as Message } from "../protocol/generated/tfplugin6.ts";
import { isList, isObject } from "../types/access.ts";
import { conform } from "../types/conform.ts";
import { decodeJson } from "../types/json.ts";
import { decodeMsgpack, encodeMsgpack } from "../types/msgpack.ts";
import { isUnknown } from "../types/unknown.ts";
import type { Value } from "../types/value.ts";
import { type CoreObject, coreType } from "./core-schema.ts";

/** An object in a test: members that are left out are null, blocks that are left out empty. */
export type PlainObject = Readonly<Record<string, unknown>>;

/** An object as Terraform holds it: complete, strings in normalisation form C. */
export type CoreValue = { readonly [name: string]: Value };

const NOTHING = new Uint8Array(0);

/** Completes a test's object as Terraform would send it; throws a ValueError, with the path, when it does not fit the schema. */
export function completeValue(schema: CoreObject, value: PlainObject): CoreValue {
  const conformed = conform(coreType(schema), value, [], { missingAsNull: true });
  return withEmptyBlocks(schema, objectOf(conformed) ?? {});
}

/** The message for an object of the schema, or for null. */
export function encodeValue(schema: CoreObject, value: CoreValue | null): Message {
  return { msgpack: encodeMsgpack(coreType(schema), value), json: NOTHING };
}

/** The object in a message, in plain records that compare with `toEqual` and `toStrictEqual`; null when it holds none. */
export function decodeValue(schema: CoreObject, message: Message | undefined): CoreValue | null {
  if (message === undefined) return null;
  const type = coreType(schema);
  const value =
    message.msgpack.length > 0 || message.json.length === 0
      ? decodeMsgpack(type, message.msgpack)
      : decodeJson(type, message.json);
  return objectOf(plainValue(value));
}

/** The members of a value that is an object; null for everything else. */
export function objectOf(value: Value | undefined): CoreValue | null {
  return isObject(value) ? value : null;
}

/** The elements of a value that is a list or set; null for everything else. */
export function elementsOf(value: Value | undefined): readonly Value[] | null {
  return isList(value) ? value : null;
}

function withEmptyBlocks(schema: CoreObject, value: CoreValue): CoreValue {
  const completed: Record<string, Value> = { ...value };
  for (const [name, block] of Object.entries(schema.blocks)) {
    const given = value[name] ?? null;
    if (isUnknown(given)) continue;
    const object = objectOf(given);
    if (block.nesting === "single") completed[name] = object && withEmptyBlocks(block, object);
    else
      completed[name] = (elementsOf(given) ?? []).map((each) => withEmptyBlocks(block, objectOf(each) ?? {}));
  }
  return completed;
}

/** A value with plain records in the place of those without a prototype, for tests to compare. Numbers and unknown values stay as they are. */
export function plainValue(value: Value): Value {
  if (isList(value)) return value.map(plainValue);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plainValue(each)]));
  return value;
}
