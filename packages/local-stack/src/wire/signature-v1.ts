import { createHmac } from "node:crypto";

import { canonicalQuery, percentEncode } from "./percent-encoding.ts";

/**
 * The text that signature version 1.0 signs. The path in it is always `/`, whatever path the request went to, and every
 * parameter but the signature itself takes part. Source: "ECS API reference, Request signatures".
 */
export function stringToSignV1(method: string, parameters: Iterable<readonly [string, string]>): string {
  const signed = [...parameters].filter(([name]) => name !== "Signature");
  return `${method}&%2F&${percentEncode(canonicalQuery(signed))}`;
}

/** HMAC-SHA1 of the text under the secret followed by `&`, in Base64. */
export function signatureV1(stringToSign: string, accessKeySecret: string): string {
  return createHmac("sha1", `${accessKeySecret}&`).update(stringToSign).digest("base64");
}
