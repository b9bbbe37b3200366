import { isObject } from "../types/access.ts";
import { conform } from "../types/conform.ts";
import { ValueError } from "../types/errors.ts";
import { decodeJson } from "../types/json.ts";
import { decodeMsgpack, encodeMsgpack } from "../types/msgpack.ts";
import type { ObjectType } from "../types/type.ts";
import type { ObjectValue, Value } from "../types/value.ts";
import { mapObject } from "./map-object.ts";
import { impliedType, type Schema, someAttribute } from "./schema.ts";

/** Turns the objects of one schema into bytes and back. Get it from {@link objectCodec}. */
export class ObjectCodec {
  readonly schema: Schema;
  /** The object type that values of the schema have. */
  readonly type: ObjectType;

  /** Whether some attribute, at any depth, is never null in a state. */
  readonly hasNeverNull: boolean;

  constructor(schema: Schema) {
    this.schema = schema;
    this.type = impliedType(schema);
    this.hasNeverNull = someAttribute(schema, (rules) => rules.notNull === true);
  }

  /**
   * Reads the msgpack form of the plugin protocol; null when it holds null.
   *
   * @throws ValueError for bytes that are no object of the schema
   */
  decode(msgpack: Uint8Array): ObjectValue | null {
    return knownObject(decodeMsgpack(this.type, msgpack));
  }

  /**
   * Reads the JSON form that Terraform keeps state in; null when it holds null.
   *
   * @throws ValueError for text that is no object of the schema
   */
  decodeJson(
    json: string | Uint8Array,
    options: { readonly ignoreUnknownAttributes?: boolean } = {},
  ): ObjectValue | null {
    return knownObject(decodeJson(this.type, json, options));
  }

  /** The msgpack form of an object, or of null. */
  encode(object: ObjectValue | null): Uint8Array {
    return encodeMsgpack(this.type, object);
  }

  /**
   * An object as Terraform stores it: checked against the schema, members that are missing null, in {@link storedForm}.
   *
   * @throws ValueError when it does not fit the schema
   */
  complete(object: Readonly<Record<string, unknown>>): ObjectValue {
    const conformed = conform(this.type, object, [], { missingAsNull: true });
    return this.storedForm(knownObject(conformed) ?? {});
  }

  /** The object with lists and sets of blocks that are null replaced by empty ones, and without write-only values. */
  storedForm(object: ObjectValue): ObjectValue {
    return mapObject(this.schema, object, (member, value) => {
      if (member.kind === "attribute") return member.rules.writeOnly ? null : value;
      return value ?? (member.nesting === "single" ? null : []);
    });
  }
}

const codecs = new WeakMap<Schema, ObjectCodec>();

/** The codec of a schema, made on first use. */
export function objectCodec(schema: Schema): ObjectCodec {
  const known = codecs.get(schema);
  if (known) return known;
  const made = new ObjectCodec(schema);
  codecs.set(schema, made);
  return made;
}

function knownObject(value: Value): ObjectValue | null {
  if (value === null || isObject(value)) return value;
  throw new ValueError("unknown_value", "an object must be known as a whole");
}
