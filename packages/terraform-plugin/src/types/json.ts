export { type DecodeJsonOptions, decodeJson, type JsonValue, parseJson } from "./json/decode.ts";
