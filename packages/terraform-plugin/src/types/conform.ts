import { Decimal, numberFromBigInt, numberFromDouble, numberFromText } from "./decimal.ts";
import { distinct } from "./equals.ts";
import type { Path } from "./path.ts";
import { emptyRecord, isRecord } from "./record.ts";
import { normaliseText } from "./text.ts";
import { Tracker } from "./tracker.ts";
import { formatType, type ObjectType, type Type } from "./type.ts";
import { isUnknown } from "./unknown.ts";
import { DynamicValue, describe, type Value } from "./value.ts";

/** How {@link conform} takes what is not quite of the type. */
export interface ConformOptions {
  /** Attributes that an object lacks, or has as `undefined`, become null instead of an error. */
  readonly missingAsNull?: boolean;
}

/**
 * Checks that a JavaScript value is of a type and gives it its one normal form: strings and map keys in normalisation
 * form C, numbers as JavaScript numbers where those are exact, sets without duplicates, records without prototype. A
 * bigint is taken as a number.
 *
 * @param path where the value belongs; errors start from there
 * @throws ValueError `wrong_type`, `missing_attribute`, `unknown_attribute`, `duplicate_key`, `wrong_length`,
 *   `bad_text`, `bad_number`, `too_deep`
 */
export function conform(type: Type, value: unknown, path: Path = [], options: ConformOptions = {}): Value {
  return new Conformer(new Tracker(path), options.missingAsNull ?? false).value(type, value);
}

class Conformer {
  readonly #at: Tracker;
  readonly #missingAsNull: boolean;

  constructor(at: Tracker, missingAsNull: boolean) {
    this.#at = at;
    this.#missingAsNull = missingAsNull;
  }

  value(type: Type, value: unknown): Value {
    if (value === null || isUnknown(value)) return value;
    switch (type.kind) {
      case "string":
        return typeof value === "string" ? this.#text(value) : this.#mismatch(type, value);
      case "bool":
        return typeof value === "boolean" ? value : this.#mismatch(type, value);
      case "number":
        return this.#number(type, value);
      case "dynamic":
        return this.#dynamic(type, value);
      default:
        break;
    }
    this.#at.enter();
    const container = this.#container(type, value);
    this.#at.leave();
    return container;
  }

  #container(type: Type, value: unknown): Value {
    switch (type.kind) {
      case "list":
        return this.#sequence(type, value).map((element, index) => this.#step(index, type.element, element));
      case "tuple": {
        const elements = this.#sequence(type, value);
        if (elements.length !== type.elements.length) {
          this.#at.fail(
            "wrong_length",
            `${type.elements.length} elements are needed, not ${elements.length}`,
          );
        }
        return type.elements.map((element, index) => this.#step(index, element, elements[index]));
      }
      case "set": {
        const elements = this.#sequence(type, value);
        this.#at.enterSet();
        const members = elements.map((element) => this.value(type.element, element));
        this.#at.leaveSet();
        return distinct(type.element, members);
      }
      case "map":
        return this.#map(type, type.element, value);
      case "object":
        return this.#object(type, value);
      default:
        return this.#mismatch(type, value);
    }
  }

  #map(type: Type, element: Type, value: unknown): Value {
    if (!isRecord(value)) return this.#mismatch(type, value);
    const record = emptyRecord<Value>();
    for (const name of Object.keys(value)) {
      const key = this.#text(name);
      if (Object.hasOwn(record, key))
        this.#at.fail("duplicate_key", `the key ${JSON.stringify(key)} is there twice`);
      record[key] = this.#step({ key }, element, value[name]);
    }
    return record;
  }

  #object(type: ObjectType, value: unknown): Value {
    if (!isRecord(value)) return this.#mismatch(type, value);
    const record = emptyRecord<Value>();
    for (const [name, attribute] of Object.entries(type.attributes)) {
      const member = Object.hasOwn(value, name) ? value[name] : undefined;
      if (member === undefined && !this.#missingAsNull) {
        this.#at.fail("missing_attribute", `the attribute ${JSON.stringify(name)} is missing`);
      }
      record[name] = member === undefined ? null : this.#step(name, attribute, member);
    }
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(record, name)) {
        this.#at.fail("unknown_attribute", `there is no attribute ${JSON.stringify(name)}`);
      }
    }
    return record;
  }

  #step(step: string | number | { readonly key: string }, type: Type, value: unknown): Value {
    this.#at.push(step);
    const member = this.value(type, value);
    this.#at.pop();
    return member;
  }

  #dynamic(type: Type, value: unknown): Value {
    if (!(value instanceof DynamicValue)) return this.#mismatch(type, value);
    this.#at.enter();
    const inner = this.value(value.type, value.value);
    this.#at.leave();
    return value.type.kind === "dynamic" ? inner : new DynamicValue(value.type, inner);
  }

  #number(type: Type, value: unknown): Value {
    if (typeof value === "number") return this.#at.located(() => numberFromDouble(value));
    if (typeof value === "bigint") return numberFromBigInt(value);
    if (value instanceof Decimal) return numberFromText(value.text);
    return this.#mismatch(type, value);
  }

  #text(text: string): string {
    return normaliseText(text) ?? this.#at.fail("bad_text", "the text holds half of a surrogate pair");
  }

  /** A hole in an array, which `map` would skip, is treated as the `undefined` it reads as. */
  #sequence(type: Type, value: unknown): readonly unknown[] {
    return Array.isArray(value) ? Array.from(value) : this.#mismatch(type, value);
  }

  #mismatch(type: Type, value: unknown): never {
    return this.#at.fail("wrong_type", `${formatType(type)} is needed, not ${describe(value)}`);
  }
}
