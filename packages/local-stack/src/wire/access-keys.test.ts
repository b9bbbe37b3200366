import { randomUUID } from "node:crypto";

import { beforeEach, describe, expect, it } from "vitest";

import { ApiError } from "../errors/api-error.ts";
import { isoSeconds } from "../model/time.ts";
import { AccessKeys, type Credential } from "./access-keys.ts";
import { Authenticator } from "./authenticate.ts";
import { readCall } from "./call.ts";
import { canonicalQuery } from "./percent-encoding.ts";
import { signatureV1, stringToSignV1 } from "./signature-v1.ts";
import { canonicalRequestV3, signatureV3, stringToSignV3 } from "./signature-v3.ts";

const WALL_MS = Date.UTC(2026, 0, 1);
const EXPIRES_MS = 5000;

let stackTimeMs: number;
let issued: Map<string, Credential>;
let keys: AccessKeys;
let authenticator: Authenticator;
beforeEach(() => {
  stackTimeMs = 0;
  issued = new Map([
    ["temporary", { accessKeySecret: "s1", securityToken: "token-1", expiresAtMs: EXPIRES_MS }],
    ["other", { accessKeySecret: "s2", securityToken: "token-2", expiresAtMs: EXPIRES_MS }],
  ]);
  const own = new Map([["permanent", { accessKeySecret: "s0" }]]);
  keys = new AccessKeys(own, issued, () => stackTimeMs);
  authenticator = new Authenticator(keys, () => WALL_MS);
});

interface Signer {
  readonly key: string;
  readonly secret: string;
  readonly token?: string | undefined;
}

function callV1({ key, secret, token }: Signer) {
  const pairs: [string, string][] = Object.entries({
    AccessKeyId: key,
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: randomUUID(),
    Timestamp: isoSeconds(WALL_MS),
    ...(token !== undefined && { SecurityToken: token }),
  });
  pairs.push(["Signature", signatureV1(stringToSignV1("GET", pairs), secret)]);
  return readCall("GET", `/?${canonicalQuery(pairs)}`, {}, Buffer.alloc(0));
}

function callV3({ key, secret, token }: Signer) {
  const headers: Record<string, string> = {
    host: "local",
    "x-acs-date": isoSeconds(WALL_MS),
    "x-acs-signature-nonce": randomUUID(),
    ...(token !== undefined && { "x-acs-security-token": token }),
  };
  const signed = Object.keys(headers).sort();
  const canonical = canonicalRequestV3(
    { method: "GET", path: "/", query: [], headers, body: Buffer.alloc(0) },
    signed,
  );
  const signature = signatureV3(stringToSignV3(canonical), secret);
  const authorization = `ACS3-HMAC-SHA256 Credential=${key},SignedHeaders=${signed.join(";")},Signature=${signature}`;
  return readCall("GET", "/", { ...headers, authorization }, Buffer.alloc(0));
}

describe.each([
  ["1.0", callV1],
  ["3", callV3],
])("signature version %s", (_version, callOf) => {
  const outcome = (signer: Signer) => {
    try {
      return authenticator.verify(callOf(signer));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return `${error.status} ${error.code}`;
    }
  };
  const temporary = { key: "temporary", secret: "s1", token: "token-1" };

  it.each<[string, Signer]>([
    ["permanent", { key: "permanent", secret: "s0" }],
    ["temporary", { key: "temporary", secret: "s1", token: "token-1" }],
  ])("is accepted with a %s key", (key, signer) => expect(outcome(signer)).toBe(key));

  it.each<[string, string, Signer]>([
    ["an unknown key", "404 InvalidAccessKeyId.NotFound", { key: "nobody", secret: "s0" }],
    [
      "the secret of another key",
      "400 SignatureDoesNotMatch",
      { key: "temporary", secret: "s2", token: "token-1" },
    ],
    ["no token for a temporary key", "400 MissingSecurityToken", { key: "temporary", secret: "s1" }],
    [
      "a token that nobody gave out",
      "400 InvalidSecurityToken.Malformed",
      { key: "temporary", secret: "s1", token: "x" },
    ],
    [
      "the token of another key",
      "400 InvalidSecurityToken.MismatchWithAccessKey",
      { key: "temporary", secret: "s1", token: "token-2" },
    ],
    [
      "a token for a permanent key",
      "400 InvalidSecurityToken.MismatchWithAccessKey",
      { key: "permanent", secret: "s0", token: "token-1" },
    ],
  ])("with %s is refused with %s", (_name, expected, signer) => expect(outcome(signer)).toBe(expected));

  it("is refused with an expired token, by the stack's clock", () => {
    stackTimeMs = EXPIRES_MS - 1;
    expect(outcome(temporary)).toBe("temporary");
    stackTimeMs = EXPIRES_MS;
    expect(outcome(temporary)).toBe("400 InvalidSecurityToken.Expired");
  });

  it("is refused while its key is inactive, whoever signed", () => {
    keys.setActive("temporary", false);
    expect(outcome(temporary)).toBe("400 InvalidAccessKeyId.Inactive");
    expect(outcome({ ...temporary, secret: "wrong" })).toBe("400 InvalidAccessKeyId.Inactive");
    expect(outcome({ key: "other", secret: "s2", token: "token-2" })).toBe("other");
    keys.setActive("temporary", true);
    expect(outcome(temporary)).toBe("temporary");
    keys.setActive("temporary", false);
    keys.activateAll();
    expect(outcome(temporary)).toBe("temporary");
  });

  it("is refused with a key that was taken away", () => {
    issued.delete("temporary");
    expect(outcome(temporary)).toBe("404 InvalidAccessKeyId.NotFound");
  });
});
