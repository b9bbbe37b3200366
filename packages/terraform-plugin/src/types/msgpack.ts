export { decodeMsgpack } from "./msgpack/decode.ts";
export { type EncodeMsgpackOptions, encodeMsgpack } from "./msgpack/encode.ts";
