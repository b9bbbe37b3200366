import { type Decimal, numberFromText } from "../decimal.ts";
import { distinct } from "../equals.ts";
import { emptyRecord } from "../record.ts";
import { decodeUtf8, normaliseText } from "../text.ts";
import { Tracker } from "../tracker.ts";
import { formatType, type ObjectType, type Type } from "../type.ts";
import { typeFromParsedJson } from "../type-json.ts";
import type { Value } from "../value.ts";
import { DynamicValue } from "../value.ts";
import { type Json, readJson } from "./reader.ts";

/** JSON with exact numbers: JavaScript numbers where those are exact, otherwise Decimals. */
export type JsonValue = Json<number | Decimal>;

/** How {@link decodeJson} takes what is not quite of the type. */
export interface DecodeJsonOptions {
  /** Attributes that the type does not have are left out instead of being an error. */
  readonly ignoreUnknownAttributes?: boolean;
}

/**
 * Reads JSON of any shape without losing digits; objects become records without prototype.
 *
 * @throws ValueError `damaged`, `duplicate_key`, `bad_number`, `bad_text`, `too_deep`
 */
export function parseJson(source: string | Uint8Array): JsonValue {
  return readJson(typeof source === "string" ? source : decodeUtf8(source), numberFromText);
}

/**
 * Reads a value from the JSON form that Terraform keeps state in. Attributes that are missing become null. Like
 * Terraform it takes a number, true or false for a string, and their text for a number or bool. The result is in normal
 * form, as `conform` makes it.
 *
 * @throws ValueError for text that is not exactly one value of the type
 */
export function decodeJson(type: Type, source: string | Uint8Array, options: DecodeJsonOptions = {}): Value {
  const json = readJson(
    typeof source === "string" ? source : decodeUtf8(source),
    (text) => new NumberText(text),
  );
  return new JsonDecoder(options.ignoreUnknownAttributes ?? false).value(type, json);
}

/** A number as it is written: a string attribute that is given a number gets these very characters. */
class NumberText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Source = Json<NumberText>;
type Members = { readonly [name: string]: Source };

class JsonDecoder {
  readonly #at = new Tracker();
  readonly #ignoreUnknownAttributes: boolean;

  constructor(ignoreUnknownAttributes: boolean) {
    this.#ignoreUnknownAttributes = ignoreUnknownAttributes;
  }

  value(type: Type, json: Source): Value {
    if (json === null) return null;
    switch (type.kind) {
      case "string":
        return this.#string(type, json);
      case "number":
        return this.#number(type, json);
      case "bool":
        return this.#bool(type, json);
      default:
        break;
    }
    this.#at.enter();
    const container = this.#container(type, json);
    this.#at.leave();
    return container;
  }

  #container(type: Type, json: Source): Value {
    switch (type.kind) {
      case "list":
        return this.#sequence(type, json).map((element, index) => this.#step(index, type.element, element));
      case "set": {
        this.#at.enterSet();
        const elements = this.#sequence(type, json).map((element) => this.value(type.element, element));
        this.#at.leaveSet();
        return distinct(type.element, elements);
      }
      case "tuple": {
        const elements = this.#sequence(type, json);
        if (elements.length !== type.elements.length) {
          this.#at.fail(
            "wrong_length",
            `${type.elements.length} elements are needed, not ${elements.length}`,
          );
        }
        return type.elements.map((element, index) => this.#step(index, element, elements[index] ?? null));
      }
      case "map":
        return this.#map(type, type.element, json);
      case "object":
        return this.#object(type, json);
      default:
        return this.#dynamic(type, json);
    }
  }

  #map(type: Type, element: Type, json: Source): Value {
    const record = emptyRecord<Value>();
    for (const [name, member] of Object.entries(this.#members(type, json))) {
      const key = this.#text(name);
      if (Object.hasOwn(record, key))
        this.#at.fail("duplicate_key", `the key ${JSON.stringify(key)} is there twice`);
      record[key] = this.#step({ key }, element, member);
    }
    return record;
  }

  #object(type: ObjectType, json: Source): Value {
    const members = this.#members(type, json);
    const record = emptyRecord<Value>();
    for (const [name, attribute] of Object.entries(type.attributes)) {
      record[name] = this.#step(name, attribute, members[name] ?? null);
    }
    const stranger = Object.keys(members).find((name) => !Object.hasOwn(record, name));
    if (stranger !== undefined && !this.#ignoreUnknownAttributes) {
      this.#at.fail("unknown_attribute", `there is no attribute ${JSON.stringify(stranger)}`);
    }
    return record;
  }

  #dynamic(type: Type, json: Source): Value {
    const { value, type: of, ...rest } = this.#members(type, json);
    if (value === undefined || of === undefined || Object.keys(rest).length > 0) {
      return this.#at.fail("wrong_type", 'a dynamic value has the members "value" and "type" and no others');
    }
    const valueType = this.#at.located(() => typeFromParsedJson(of));
    const inner = this.value(valueType, value);
    return valueType.kind === "dynamic" ? inner : new DynamicValue(valueType, inner);
  }

  #step(step: string | number | { readonly key: string }, type: Type, json: Source): Value {
    this.#at.push(step);
    const value = this.value(type, json);
    this.#at.pop();
    return value;
  }

  #string(type: Type, json: Source): string {
    if (typeof json === "string") return this.#text(json);
    if (json instanceof NumberText) return json.text;
    return typeof json === "boolean" ? String(json) : this.#mismatch(type, json);
  }

  #number(type: Type, json: Source): number | Decimal {
    const text = json instanceof NumberText ? json.text : json;
    if (typeof text !== "string") return this.#mismatch(type, json);
    return this.#at.located(() => numberFromText(text));
  }

  #bool(type: Type, json: Source): boolean {
    if (json === true || json === "true" || json === "1") return true;
    if (json === false || json === "false" || json === "0") return false;
    return this.#mismatch(type, json);
  }

  #text(text: string): string {
    return normaliseText(text) ?? this.#at.fail("bad_text", "the text holds half of a surrogate pair");
  }

  #sequence(type: Type, json: Source): readonly Source[] {
    return Array.isArray(json) ? json : this.#mismatch(type, json);
  }

  #members(type: Type, json: Source): Members {
    return isMembers(json) ? json : this.#mismatch(type, json);
  }

  #mismatch(type: Type, json: Source): never {
    return this.#at.fail("wrong_type", `${formatType(type)} is needed, not ${describeJson(json)}`);
  }
}

function isMembers(json: Source): json is Members {
  return json !== null && typeof json === "object" && !Array.isArray(json) && !(json instanceof NumberText);
}

function describeJson(json: Source): string {
  if (json === null) return "null";
  if (Array.isArray(json)) return "an array";
  if (json instanceof NumberText) return "a number";
  return typeof json === "object" ? "an object" : `a ${typeof json}`;
}
