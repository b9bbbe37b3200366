import { timingSafeEqual } from "node:crypto";

import { apiError } from "../errors/api-error.ts";
import type { AccessKeys, Credential } from "./access-keys.ts";
import { type Call, headerText } from "./call.ts";
import { Nonces } from "./nonces.ts";
import { signatureV1, stringToSignV1 } from "./signature-v1.ts";
import { canonicalRequestV3, signatureV3, stringToSignV3 } from "./signature-v3.ts";

/** A time stamp may be off by this much, either way. Source: "ECS API reference, Common parameters". */
const TOLERANCE_MS = 15 * 60_000;

/** Decides whether the sender of a request holds a key of this stack. */
export class Authenticator {
  readonly #keys: AccessKeys;
  readonly #wallClock: () => number;
  readonly #nonces = new Nonces();

  /** `wallClock` gives real time in epoch milliseconds: clients stamp requests with it. */
  constructor(keys: AccessKeys, wallClock: () => number) {
    this.#keys = keys;
    this.#wallClock = wallClock;
  }

  /**
   * Checks a request and marks its nonce as used; returns the access key. Throws the ApiError of the first check that
   * fails: common parameters, key known and active, time stamp, nonce, signature, security token.
   */
  verify(call: Call): string {
    const claim = call.signatureVersion === "3.0" ? claimV3(call) : claimV1(call);
    const credential = this.#keys.find(claim.accessKeyId);
    if (credential === undefined) throw apiError("accessKeyNotFound");
    if (!this.#keys.isActive(claim.accessKeyId)) throw apiError("accessKeyInactive");
    const nowMs = this.#wallClock();
    checkTimestamp(claim.timestamp, nowMs);
    if (this.#nonces.used(claim.accessKeyId, claim.nonce, nowMs)) throw apiError("nonceUsed");
    if (!equal(claim.signature, claim.expectedSignature(credential.accessKeySecret))) {
      throw apiError("signatureDoesNotMatch", claim.stringToSign);
    }
    this.#checkSecurityToken(claim.securityToken, credential);
    this.#nonces.remember(claim.accessKeyId, claim.nonce, nowMs);
    return claim.accessKeyId;
  }

  #checkSecurityToken(given: string | undefined, credential: Credential): void {
    const expected = credential.securityToken;
    if (given !== expected) {
      if (given === undefined) throw apiError("missing", "SecurityToken");
      const isOfOtherKey = expected === undefined || this.#keys.isKnownToken(given);
      throw apiError(isOfOtherKey ? "securityTokenMismatch" : "securityTokenMalformed");
    }
    if (this.#keys.isExpired(credential)) throw apiError("securityTokenExpired");
  }
}

interface Claim {
  readonly accessKeyId: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
  readonly securityToken: string | undefined;
  readonly stringToSign: string;
  expectedSignature(accessKeySecret: string): string;
}

function claimV1(call: Call): Claim {
  const { parameters } = call;
  const need = (name: string): string => {
    const value = parameters.get(name);
    if (value === undefined) throw apiError("missing", name);
    return value;
  };
  const accessKeyId = need("AccessKeyId");
  const signature = need("Signature");
  if (need("SignatureMethod") !== "HMAC-SHA1") throw apiError("invalidParameter", "SignatureMethod");
  if (need("SignatureVersion") !== "1.0") throw apiError("invalidParameter", "SignatureVersion");
  const nonce = need("SignatureNonce");
  const timestamp = parameters.get("Timestamp");
  if (timestamp === undefined) throw apiError("illegalTimestamp");
  const stringToSign = stringToSignV1(call.method, parameters.entries());
  return {
    accessKeyId,
    timestamp,
    nonce,
    signature,
    securityToken: parameters.get("SecurityToken"),
    stringToSign,
    expectedSignature: (secret) => signatureV1(stringToSign, secret),
  };
}

function claimV3(call: Call): Claim {
  const { authorization, headers } = call;
  if (authorization === undefined) throw apiError("incompleteSignature", "");
  const timestamp = headerText(headers["x-acs-date"]);
  if (timestamp === undefined) throw apiError("illegalTimestamp");
  const nonce = headerText(headers["x-acs-signature-nonce"]);
  if (nonce === undefined) throw apiError("missing", "SignatureNonce");
  const canonical = canonicalRequestV3(
    { ...call, query: new URLSearchParams(call.query).entries() },
    authorization.signedHeaders,
  );
  const stringToSign = stringToSignV3(canonical);
  if (
    Object.keys(headers).some((name) => mustBeSigned(name) && !authorization.signedHeaders.includes(name))
  ) {
    throw apiError("incompleteSignature", stringToSign);
  }
  return {
    accessKeyId: authorization.accessKeyId,
    timestamp,
    nonce,
    signature: authorization.signature,
    securityToken: headerText(headers["x-acs-security-token"]),
    stringToSign,
    expectedSignature: (secret) => signatureV3(stringToSign, secret),
  };
}

function mustBeSigned(header: string): boolean {
  return header === "host" || header.startsWith("x-acs-");
}

function checkTimestamp(timestamp: string, nowMs: number): void {
  const timeMs = Date.parse(timestamp);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/.test(timestamp) || Number.isNaN(timeMs)) {
    throw apiError("timestampFormat");
  }
  if (Math.abs(nowMs - timeMs) > TOLERANCE_MS) throw apiError("timestampExpired");
}

function equal(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
