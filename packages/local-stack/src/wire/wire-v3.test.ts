import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type LocalStack, startLocalStack } from "../local-stack.ts";
import { canonicalRequestV3, sha256Hex, signatureV3, stringToSignV3 } from "./signature-v3.ts";

let stack: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack();
});
afterAll(() => stack.close());

/** How a test request departs from a right one: headers replaced or, when undefined, left out. */
interface Shape {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Sent, but not signed. */
  readonly unsigned?: Readonly<Record<string, string>>;
  readonly secret?: string;
  readonly authorization?: string;
  /** What is signed in place of the body that is sent. */
  readonly signedBody?: string;
}

async function send(shape: Shape = {}): Promise<string> {
  const body = "RegionId=cn-local-env01-d01";
  const signedBody = shape.signedBody ?? body;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries({
    "content-type": "application/x-www-form-urlencoded",
    host: stack.endpoint.slice("http://".length),
    "x-acs-action": "DescribeZones",
    "x-acs-content-sha256": sha256Hex(signedBody),
    "x-acs-date": new Date().toISOString(),
    "x-acs-signature-nonce": randomUUID(),
    "x-acs-version": "2014-05-26",
    ...shape.headers,
  })) {
    if (value !== undefined) headers[name] = value;
  }
  const signedHeaders = Object.keys(headers).sort();
  const canonical = canonicalRequestV3(
    { method: "POST", path: "/", query: [["Verbose", "false"]], headers, body: Buffer.from(signedBody) },
    signedHeaders,
  );
  const signature = signatureV3(stringToSignV3(canonical), shape.secret ?? stack.accessKeySecret);
  const authorization =
    shape.authorization ??
    `ACS3-HMAC-SHA256 Credential=${stack.accessKeyId},SignedHeaders=${signedHeaders.join(";")},Signature=${signature}`;
  const response = await fetch(`${stack.endpoint}/?Verbose=false`, {
    method: "POST",
    body,
    headers: { ...headers, ...shape.unsigned, authorization },
  });
  const answer = (await response.json()) as { Code?: string };
  return answer.Code === undefined ? String(response.status) : `${response.status} ${answer.Code}`;
}

describe("a request signed with version 3", () => {
  it("is answered in JSON, whether its parameters are in query or body", async () => {
    expect(await send()).toBe("200");
  });

  it.each<[string, string, Shape]>([
    ["no action", "400 MissingAction", { headers: { "x-acs-action": undefined } }],
    ["an unknown action", "404 InvalidAction.NotFound", { headers: { "x-acs-action": "MakeCoffee" } }],
    ["an unknown version", "400 InvalidVersion", { headers: { "x-acs-version": "2014-05-27" } }],
    ["an incomplete header", "400 IncompleteSignature", { authorization: "ACS3-HMAC-SHA256 Credential=a" }],
    ["a header that is not signed", "400 IncompleteSignature", { unsigned: { "x-acs-security-token": "t" } }],
    ["no date", "400 IllegalTimestamp", { headers: { "x-acs-date": undefined } }],
    ["an old date", "400 InvalidTimeStamp.Expired", { headers: { "x-acs-date": "2020-01-01T00:00:00Z" } }],
    ["no nonce", "400 MissingSignatureNonce", { headers: { "x-acs-signature-nonce": undefined } }],
    ["a wrong secret", "400 SignatureDoesNotMatch", { secret: "wrong" }],
    ["another body than was signed", "400 SignatureDoesNotMatch", { signedBody: "RegionId=cn-elsewhere" }],
    [
      "a token for a key without",
      "400 InvalidSecurityToken.MismatchWithAccessKey",
      { headers: { "x-acs-security-token": "t" } },
    ],
  ])("with %s is refused with %s", async (_name, expected, shape) => {
    expect(await send(shape)).toBe(expected);
  });

  it("is refused for an unknown access key", async () => {
    const authorization = "ACS3-HMAC-SHA256 Credential=nobody,SignedHeaders=host,Signature=00";
    expect(await send({ authorization })).toBe("400 IncompleteSignature");
    const all =
      "content-type;host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
    const complete = `ACS3-HMAC-SHA256 Credential=nobody,SignedHeaders=${all},Signature=00`;
    expect(await send({ authorization: complete })).toBe("404 InvalidAccessKeyId.NotFound");
  });

  it("is refused when its nonce was used", async () => {
    const headers = { "x-acs-signature-nonce": "once" };
    expect([await send({ headers }), await send({ headers })]).toEqual(["200", "400 SignatureNonceUsed"]);
  });
});
