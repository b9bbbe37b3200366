import { Decimal, numberFromDouble, numberText } from "../decimal.ts";
import { isRecord } from "../record.ts";
import { normaliseText } from "../text.ts";
import { Tracker } from "../tracker.ts";
import { formatType, type ObjectType, type Type } from "../type.ts";
import { encodeTypeJson } from "../type-json.ts";
import { isUnknown } from "../unknown.ts";
import { DynamicValue, describe, type Value } from "../value.ts";

/**
 * Writes a value in the JSON form that Terraform keeps state in: every attribute, numbers with all their digits and
 * without exponent, dynamic values with their type.
 *
 * @throws ValueError when the value is not of the type, or not wholly known
 */
export function encodeJson(type: Type, value: Value): string {
  return new JsonEncoder().value(type, value);
}

class JsonEncoder {
  readonly #at = new Tracker();

  value(type: Type, value: unknown): string {
    if (value === null) return "null";
    if (isUnknown(value))
      return this.#at.fail("unknown_value", "the value is not known yet, JSON cannot say that");
    switch (type.kind) {
      case "string":
        return typeof value === "string" ? this.#text(value) : this.#mismatch(type, value);
      case "bool":
        return typeof value === "boolean" ? String(value) : this.#mismatch(type, value);
      case "number":
        return this.#number(type, value);
      default:
        break;
    }
    this.#at.enter();
    const text = this.#container(type, value);
    this.#at.leave();
    return text;
  }

  #container(type: Type, value: unknown): string {
    switch (type.kind) {
      case "list":
        return `[${this.#sequence(type, value).map((element, index) => this.#step(index, type.element, element))}]`;
      case "set": {
        this.#at.enterSet();
        const elements = this.#sequence(type, value).map((element) => this.value(type.element, element));
        this.#at.leaveSet();
        return `[${elements}]`;
      }
      case "tuple": {
        const elements = this.#sequence(type, value);
        if (elements.length !== type.elements.length) {
          this.#at.fail(
            "wrong_length",
            `${type.elements.length} elements are needed, not ${elements.length}`,
          );
        }
        return `[${type.elements.map((element, index) => this.#step(index, element, elements[index]))}]`;
      }
      case "map": {
        if (!isRecord(value)) return this.#mismatch(type, value);
        const members = Object.keys(value).map(
          (key) => `${this.#text(key)}:${this.#step({ key }, type.element, value[key])}`,
        );
        return `{${members}}`;
      }
      case "object":
        return this.#object(type, value);
      default:
        return this.#dynamic(type, value);
    }
  }

  #object(type: ObjectType, value: unknown): string {
    if (!isRecord(value)) return this.#mismatch(type, value);
    const members = Object.entries(type.attributes).map(([name, attribute]) => {
      if (!Object.hasOwn(value, name)) {
        this.#at.fail("missing_attribute", `the attribute ${JSON.stringify(name)} is missing`);
      }
      return `${JSON.stringify(name)}:${this.#step(name, attribute, value[name])}`;
    });
    const stranger = Object.keys(value).find((name) => !Object.hasOwn(type.attributes, name));
    if (stranger !== undefined) {
      this.#at.fail("unknown_attribute", `there is no attribute ${JSON.stringify(stranger)}`);
    }
    return `{${members}}`;
  }

  #dynamic(type: Type, value: unknown): string {
    if (!(value instanceof DynamicValue)) return this.#mismatch(type, value);
    const inner = this.value(value.type, value.value);
    return value.type.kind === "dynamic" ? inner : `{"value":${inner},"type":${encodeTypeJson(value.type)}}`;
  }

  #step(step: string | number | { readonly key: string }, type: Type, value: unknown): string {
    this.#at.push(step);
    const text = this.value(type, value);
    this.#at.pop();
    return text;
  }

  #number(type: Type, value: unknown): string {
    if (value instanceof Decimal) return value.text;
    if (typeof value !== "number") return this.#mismatch(type, value);
    return numberText(this.#at.located(() => numberFromDouble(value)));
  }

  #text(text: string): string {
    return JSON.stringify(
      normaliseText(text) ?? this.#at.fail("bad_text", "the text holds half of a surrogate pair"),
    );
  }

  /** A hole in an array, which `map` would skip, is treated as the `undefined` it reads as. */
  #sequence(type: Type, value: unknown): readonly unknown[] {
    return Array.isArray(value) ? Array.from(value) : this.#mismatch(type, value);
  }

  #mismatch(type: Type, value: unknown): never {
    return this.#at.fail("wrong_type", `${formatType(type)} is needed, not ${describe(value)}`);
  }
}
