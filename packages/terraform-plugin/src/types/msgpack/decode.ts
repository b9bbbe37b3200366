import { distinct } from "../equals.ts";
import { emptyRecord } from "../record.ts";
import { normaliseText } from "../text.ts";
import { Tracker } from "../tracker.ts";
import type { ObjectType, Type } from "../type.ts";
import { decodeTypeJson } from "../type-json.ts";
import { UNKNOWN } from "../unknown.ts";
import type { Value } from "../value.ts";
import { DynamicValue } from "../value.ts";
import { objectLayout } from "./layout.ts";
import { MsgpackReader } from "./reader.ts";
import { decodeRefinements, REFINED_UNKNOWN } from "./refinements.ts";

/**
 * Reads a value from the msgpack form of Terraform's protocol. The result is in normal form, as `conform` makes it.
 *
 * The bytes are read once, guided by the type. A general library (@msgpack/msgpack) cannot do this: it keeps the last of
 * two equal keys without a word, refuses the key `__proto__`, takes broken UTF-8, has no limit of depth, and sets aside
 * as much memory as the bytes claim to need. It is the independent check of the tests.
 *
 * @throws ValueError for bytes that are not exactly one value of the type
 */
export function decodeMsgpack(type: Type, bytes: Uint8Array): Value {
  const at = new Tracker();
  const reader = new MsgpackReader(bytes, at);
  const value = new MsgpackDecoder(reader, at).value(type);
  reader.end();
  return value;
}

class MsgpackDecoder {
  readonly #reader: MsgpackReader;
  readonly #at: Tracker;

  constructor(reader: MsgpackReader, at: Tracker) {
    this.#reader = reader;
    this.#at = at;
  }

  value(type: Type): Value {
    const reader = this.#reader;
    if (reader.acceptNil()) return null;
    const extension = reader.acceptExtension();
    if (extension !== undefined) {
      return extension.code === REFINED_UNKNOWN ? decodeRefinements(extension.data) : UNKNOWN;
    }
    switch (type.kind) {
      case "string":
        return this.#text();
      case "number":
        return reader.number();
      case "bool":
        return reader.bool();
      default:
        break;
    }
    this.#at.enter();
    const container = this.#container(type);
    this.#at.leave();
    return container;
  }

  #container(type: Type): Value {
    switch (type.kind) {
      case "list":
        return this.#elements(type.element);
      case "set": {
        this.#at.enterSet();
        const elements = this.#elements(type.element);
        this.#at.leaveSet();
        return distinct(type.element, elements);
      }
      case "tuple":
        return this.#tuple(type.elements);
      case "map":
        return this.#map(type.element);
      case "object":
        return this.#object(type);
      default:
        return this.#dynamic();
    }
  }

  #elements(element: Type): readonly Value[] {
    const length = this.#reader.arrayLength();
    const elements: Value[] = [];
    for (let index = 0; index < length; index++) {
      this.#at.push(index);
      elements.push(this.value(element));
      this.#at.pop();
    }
    return elements;
  }

  #tuple(types: readonly Type[]): Value {
    const length = this.#reader.arrayLength();
    if (length !== types.length)
      this.#at.fail("wrong_length", `${types.length} elements are needed, not ${length}`);
    return types.map((element, index) => {
      this.#at.push(index);
      const value = this.value(element);
      this.#at.pop();
      return value;
    });
  }

  #map(element: Type): Value {
    const record = emptyRecord<Value>();
    for (let left = this.#reader.mapLength(); left > 0; left--) {
      const key = this.#text();
      if (Object.hasOwn(record, key)) this.#duplicate(key);
      this.#at.push({ key });
      record[key] = this.value(element);
      this.#at.pop();
    }
    return record;
  }

  #object(type: ObjectType): Value {
    const { attributes, byName } = objectLayout(type);
    const length = this.#reader.mapLength();
    const record = emptyRecord<Value>();
    let inOrder = true;
    for (let index = 0; index < length; index++) {
      let attribute = attributes[index];
      // Terraform sorts the keys, so the next one is nearly always the one expected, and need not even be read.
      if (attribute === undefined || !this.#reader.acceptBytes(attribute.encoded)) {
        const name = this.#text();
        attribute = byName.get(name);
        if (attribute === undefined) return this.#unknownAttribute(name);
        inOrder = false;
      }
      const { name } = attribute;
      if (!inOrder && Object.hasOwn(record, name)) this.#duplicate(name);
      this.#at.push(name);
      record[name] = this.value(attribute.type);
      this.#at.pop();
    }
    if (length < attributes.length) this.#missingAttribute(type, record);
    return record;
  }

  #dynamic(): Value {
    const length = this.#reader.arrayLength();
    if (length !== 2)
      this.#at.fail("wrong_length", `a dynamic value has 2 parts, its type and itself, not ${length}`);
    const typeJson = this.#reader.binary();
    const type = this.#at.located(() => decodeTypeJson(typeJson));
    const value = this.value(type);
    return type.kind === "dynamic" ? value : new DynamicValue(type, value);
  }

  #text(): string {
    const text = this.#reader.string();
    return normaliseText(text) ?? text;
  }

  #duplicate(key: string): never {
    return this.#at.fail("duplicate_key", `the key ${JSON.stringify(key)} is there twice`);
  }

  #unknownAttribute(name: string): never {
    return this.#at.fail("unknown_attribute", `there is no attribute ${JSON.stringify(name)}`);
  }

  #missingAttribute(type: ObjectType, record: { readonly [name: string]: Value }): never {
    const missing = Object.keys(type.attributes).filter((name) => !Object.hasOwn(record, name));
    const names = missing.map((name) => JSON.stringify(name)).join(", ");
    return this.#at.fail("missing_attribute", `the attributes ${names} are missing`);
  }
}
