import { Decimal } from "../decimal.ts";
import { isRecord } from "../record.ts";
import { Tracker } from "../tracker.ts";
import { formatType, type ObjectType, type Type } from "../type.ts";
import { encodeTypeJson } from "../type-json.ts";
import { isUnknown, type Unknown } from "../unknown.ts";
import { DynamicValue, describe, type Value } from "../value.ts";
import { objectLayout } from "./layout.ts";
import { encodeRefinements, REFINED_UNKNOWN } from "./refinements.ts";
import { MsgpackWriter } from "./writer.ts";

/** How {@link encodeMsgpack} writes. */
export interface EncodeMsgpackOptions {
  /**
   * Writes what is known about unknown values. Terraform then holds the provider to it when the value becomes known,
   * so it is left out by default.
   */
  readonly refinements?: boolean;
}

/**
 * Writes a value in the msgpack form of Terraform's protocol.
 *
 * @throws ValueError when the value is not of the type
 */
export function encodeMsgpack(type: Type, value: Value, options: EncodeMsgpackOptions = {}): Uint8Array {
  const encoder = new MsgpackEncoder(options.refinements ?? false);
  encoder.value(type, value);
  return encoder.writer.result();
}

/** The data of an unknown value without refinements: Terraform writes one zero byte, and reads anything. */
const NO_DATA = new Uint8Array(1);

class MsgpackEncoder {
  readonly writer = new MsgpackWriter();
  readonly #at = new Tracker();
  readonly #refinements: boolean;

  constructor(refinements: boolean) {
    this.#refinements = refinements;
  }

  value(type: Type, value: unknown): void {
    if (value === null) {
      this.writer.nil();
      return;
    }
    if (isUnknown(value)) {
      this.#unknown(value);
      return;
    }
    switch (type.kind) {
      case "string":
        if (typeof value !== "string") this.#mismatch(type, value);
        this.#string(value);
        return;
      case "bool":
        if (typeof value !== "boolean") this.#mismatch(type, value);
        this.writer.bool(value);
        return;
      case "number":
        if (typeof value !== "number" && !(value instanceof Decimal)) this.#mismatch(type, value);
        this.#number(value);
        return;
      default:
        break;
    }
    this.#at.enter();
    this.#container(type, value);
    this.#at.leave();
  }

  #container(type: Type, value: unknown): void {
    switch (type.kind) {
      case "list":
        this.#elements(type, () => type.element, value);
        break;
      case "set":
        this.#at.enterSet();
        this.#elements(type, () => type.element, value);
        this.#at.leaveSet();
        break;
      case "tuple":
        if (Array.isArray(value) && value.length !== type.elements.length) {
          this.#at.fail("wrong_length", `${type.elements.length} elements are needed, not ${value.length}`);
        }
        this.#elements(type, (index) => type.elements[index], value);
        break;
      case "map":
        this.#map(type, type.element, value);
        break;
      case "object":
        this.#object(type, value);
        break;
      default:
        this.#dynamic(type, value);
    }
  }

  #elements(type: Type, typeOf: (index: number) => Type | undefined, value: unknown): void {
    if (!Array.isArray(value)) this.#mismatch(type, value);
    this.writer.arrayLength(value.length);
    for (let index = 0; index < value.length; index++) {
      const element = typeOf(index);
      if (element !== undefined) this.#step(index, element, value[index]);
    }
  }

  #map(type: Type, element: Type, value: unknown): void {
    if (!isRecord(value)) this.#mismatch(type, value);
    const keys = Object.keys(value);
    this.writer.mapLength(keys.length);
    for (const key of keys) {
      this.#string(key);
      this.#step({ key }, element, value[key]);
    }
  }

  #object(type: ObjectType, value: unknown): void {
    if (!isRecord(value)) this.#mismatch(type, value);
    const { attributes, byName } = objectLayout(type);
    this.writer.mapLength(attributes.length);
    for (const { name, type: attribute, encoded } of attributes) {
      if (!Object.hasOwn(value, name)) {
        this.#at.fail("missing_attribute", `the attribute ${JSON.stringify(name)} is missing`);
      }
      this.writer.raw(encoded);
      this.#step(name, attribute, value[name]);
    }
    const stranger = Object.keys(value).find((name) => !byName.has(name));
    if (stranger !== undefined) {
      this.#at.fail("unknown_attribute", `there is no attribute ${JSON.stringify(stranger)}`);
    }
  }

  #step(step: string | number | { readonly key: string }, type: Type, value: unknown): void {
    this.#at.push(step);
    this.value(type, value);
    this.#at.pop();
  }

  #dynamic(type: Type, value: unknown): void {
    if (!(value instanceof DynamicValue)) this.#mismatch(type, value);
    if (value.type.kind !== "dynamic") {
      this.writer.arrayLength(2).binary(new TextEncoder().encode(encodeTypeJson(value.type)));
    }
    this.value(value.type, value.value);
  }

  #unknown(value: Unknown): void {
    const { refinements } = value;
    const data =
      this.#refinements && refinements !== undefined
        ? this.#at.located(() => encodeRefinements(refinements))
        : undefined;
    if (data === undefined) this.writer.extension(0, NO_DATA);
    else this.writer.extension(REFINED_UNKNOWN, data);
  }

  #string(text: string): void {
    this.#at.located(() => this.writer.string(text));
  }

  #number(value: number | Decimal): void {
    this.#at.located(() => this.writer.number(value));
  }

  #mismatch(type: Type, value: unknown): never {
    return this.#at.fail("wrong_type", `${formatType(type)} is needed, not ${describe(value)}`);
  }
}
