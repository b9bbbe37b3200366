export { type ConformOptions, conform } from "./conform.ts";
export { Decimal } from "./decimal.ts";
export { DynamicValue } from "./dynamic-value.ts";
export { valueEquals } from "./equals.ts";
export { ValueError, type ValueErrorCode } from "./errors.ts";
export { type DecodeJsonOptions, decodeJson, encodeJson, type JsonValue, parseJson } from "./json.ts";
export { decodeMsgpack, type EncodeMsgpackOptions, encodeMsgpack } from "./msgpack.ts";
export { formatPath, key, type Path, type PathStep, path, pathEquals, startsWith, valueAt } from "./path.ts";
export {
  type BoolType,
  type DynamicType,
  formatType,
  type ListType,
  type MapType,
  type NumberType,
  type ObjectType,
  type SetType,
  type StringType,
  type TupleType,
  type Type,
  typeEquals,
  types,
} from "./type.ts";
export { decodeTypeJson, encodeTypeJson } from "./type-json.ts";
export { isUnknown, type NumberBound, type Refinements, UNKNOWN, Unknown } from "./unknown.ts";
export { containsUnknown, isNull, isWhollyKnown, type Value } from "./value.ts";
