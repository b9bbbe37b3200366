import { createHash, createHmac } from "node:crypto";

import { canonicalQuery } from "./percent-encoding.ts";

/** The name of the algorithm, first word of the Authorization header and first line of the string to sign. */
const ALGORITHM_V3 = "ACS3-HMAC-SHA256";

/** What an Authorization header of version 3 says. */
export interface AuthorizationV3 {
  readonly accessKeyId: string;
  /** Lower-case names, in the order in which they were signed. */
  readonly signedHeaders: readonly string[];
  /** Lower-case hex. */
  readonly signature: string;
}

/** The parts of a request that version 3 signs. */
export interface SignableV3 {
  readonly method: string;
  readonly path: string;
  readonly query: Iterable<readonly [string, string]>;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

/** Reads an Authorization header; undefined when it is not a complete one of version 3. */
export function parseAuthorizationV3(header: string): AuthorizationV3 | undefined {
  const match = /^ACS3-HMAC-SHA256\s+(.*)$/s.exec(header);
  if (match === null) return undefined;
  const parts = new Map<string, string>();
  for (const part of (match[1] ?? "").split(",")) {
    const equals = part.indexOf("=");
    if (equals > 0) parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  const accessKeyId = parts.get("Credential");
  const signedHeaders = parts.get("SignedHeaders");
  const signature = parts.get("Signature");
  if (!accessKeyId || !signedHeaders || !signature) return undefined;
  return { accessKeyId, signedHeaders: signedHeaders.toLowerCase().split(";"), signature };
}

/** The canonical form of the request that the string to sign is a hash of. */
export function canonicalRequestV3(request: SignableV3, signedHeaders: readonly string[]): string {
  const headerLines = signedHeaders.map((name) => `${name}:${headerText(request.headers[name])}\n`).join("");
  return [
    request.method,
    request.path,
    canonicalQuery(request.query),
    headerLines,
    signedHeaders.join(";"),
    sha256Hex(request.body),
  ].join("\n");
}

/** The two lines that are signed: the algorithm and the hash of the canonical request. */
export function stringToSignV3(canonicalRequest: string): string {
  return `${ALGORITHM_V3}\n${sha256Hex(canonicalRequest)}`;
}

/** HMAC-SHA256 under the plain secret, in lower-case hex. */
export function signatureV3(stringToSign: string, accessKeySecret: string): string {
  return createHmac("sha256", accessKeySecret).update(stringToSign).digest("hex");
}

/** SHA-256 in lower-case hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function headerText(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value.join(",") : (value ?? "")).trim();
}
