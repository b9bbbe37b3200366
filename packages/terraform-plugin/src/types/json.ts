export { type DecodeJsonOptions, decodeJson, type JsonValue, parseJson } from "./json/decode.ts";
export { encodeJson } from "./json/encode.ts";
