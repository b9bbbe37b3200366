import { instanceTypeOf } from "../../model/instance-type.ts";
import { must, type NamedRule } from "./rule.ts";

/** The rule of instance types. */
export const instanceTypeRule: NamedRule<string> = must(
  "instanceTypeNotSupported",
  (value) => instanceTypeOf(value) !== undefined,
);
