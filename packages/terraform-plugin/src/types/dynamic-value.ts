import type { Type } from "./type.ts";
import type { Value } from "./value.ts";

/** A value of type `dynamic` together with the type it turned out to have. */
export class DynamicValue {
  readonly type: Type;
  readonly value: Value;

  constructor(type: Type, value: Value) {
    this.type = type;
    this.value = value;
  }
}
