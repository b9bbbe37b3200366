import { createHash, randomUUID } from "node:crypto";

import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { actions } from "../actions/table.ts";
import { type LocalStack, startLocalStack } from "../local-stack.ts";
import { isoSeconds } from "../model/time.ts";
import { administer, send } from "../testing/client.ts";
import { exchange, type RawResponse } from "../testing/raw-exchange.ts";
import { signatureV1, stringToSignV1 } from "./signature-v1.ts";

/** More in a longer search for mistakes. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 700);

const bugs: string[] = [];
let stack: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack({
    imageSeconds: 0,
    log: (line) => line.startsWith("local-stack:") && bugs.push(line),
  });
});
afterAll(() => stack.close());
beforeEach(async () => {
  await administer(stack, "POST", "reset");
  bugs.length = 0;
});

const parameterNames = [
  ...new Set(
    actions.flatMap((action) =>
      Object.keys(action.parameters).flatMap((name) => [
        name,
        `${name}.1`,
        `${name}.1.Key`,
        `${name}.1.Size`,
      ]),
    ),
  ),
  "__proto__",
  "constructor.1.Key",
  "Tag.99999999999999999999.Key",
];
const values = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("-1", "1e9", "NaN", "[]", "[[", "{}", "true", "m-local0000000000system", "*".repeat(50)),
  fc.constantFrom(
    "i-local00000000000001",
    "s-local00000000000001",
    "d-local00000000000001",
    "cn-local-env01-d01",
  ),
);
const anyAction = fc.constantFrom(...actions.map(({ name, version }) => ({ name, version })));

/** Checks that the answer is one of the service: a request ID, and a code when it is an error. */
function expectWellFormed({ status, body }: RawResponse): void {
  if (body.startsWith("<"))
    expect(body).toMatch(/^<\?xml [^>]*>\n<(\w+)><RequestId>[0-9A-F-]{36}<.*<\/\1>$/s);
  else expect(JSON.parse(body)).toMatchObject({ RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/) });
  if (status !== 200) expect(body).toMatch(/<Code>[A-Z][A-Za-z0-9.]+<|"Code":"[A-Z][A-Za-z0-9.]+"/);
  expect(status).toBeLessThan(500);
}

describe("an authentic request with nonsense in its parameters", () => {
  it("gets an answer or a well-formed error, never an internal one", async () => {
    const requests = fc.record({
      action: anyAction,
      parameters: fc.dictionary(fc.constantFrom(...parameterNames), values, { maxKeys: 6 }),
      method: fc.constantFrom("GET", "POST"),
    });
    await fc.assert(
      fc.asyncProperty(requests, async ({ action, parameters, method }) => {
        const wellFormed = Object.fromEntries(
          Object.entries(parameters).map(([name, value]) => [name, Buffer.from(value).toString()]),
        );
        const sent = { RegionId: stack.region, ...wellFormed };
        const { status, text } = await send(stack, action.name, sent, {
          method,
          common: { Version: action.version },
        });
        expectWellFormed({ status, body: text, headers: {} });
        expect(bugs).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it("gets one, too, when they are badly encoded", async () => {
    const escapes = fc.constantFrom(
      "%",
      "%z",
      "%ff",
      "%00",
      "+",
      "&",
      "=",
      ".1.",
      "%F0%9F",
      "%ED%A0%80",
      "a",
      "ü",
    );
    const junk = fc.array(fc.oneof(escapes, fc.constantFrom(...parameterNames)), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(anyAction, junk, fc.boolean(), async (action, parts, inBody) => {
        const raw = encodeURI(`${commonQuery(action)}&${parts.join("").replaceAll("#", "")}`).replaceAll(
          "%25",
          "%",
        );
        const pairs = [...new Map(new URLSearchParams(raw))];
        const method = inBody ? "POST" : "GET";
        const signature = signatureV1(stringToSignV1(method, pairs), stack.accessKeySecret);
        const query = `${raw}&Signature=${encodeURIComponent(signature)}`;
        const response = await fetch(`${stack.endpoint}/${inBody ? "" : `?${query}`}`, {
          method,
          ...(inBody && { body: query, headers: { "content-type": "application/x-www-form-urlencoded" } }),
        });
        const body = await response.text();
        expectWellFormed({ status: response.status, body, headers: {} });
        expect(body).not.toContain("SignatureDoesNotMatch");
        expect(bugs).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

describe("a request with bytes changed, lost or added", () => {
  const whole = fc.constantFrom(
    ["GET /?Action=DescribeImages&Version=2014-05-26 HTTP/1.1", "host: a", "connection: close", "", ""],
    [
      "POST /asapi/v3 HTTP/1.1",
      "host: a",
      "content-type: application/x-www-form-urlencoded",
      "content-length: 41",
      "connection: close",
      "",
      "Action=DescribeImages&Version=2014-05-26&",
    ],
    [
      "POST / HTTP/1.1",
      "host: a",
      "authorization: ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=b",
      "x-acs-action: DescribeRegions",
      "x-acs-version: 2014-05-26",
      "transfer-encoding: chunked",
      "connection: close",
      "",
      "3\r\na=b\r\n0\r\n\r\n",
    ],
  );
  const change = fc.record({
    at: fc.nat(400),
    length: fc.constantFrom(0, 0, 1, 5, 1000),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc
        .constantFrom("\r\n", ":", "host: b\r\n", "expect: 100-continue\r\n", "expect: a\r\n", "%")
        .map((text) => Buffer.from(text)),
    ),
  });

  it("gets a well-formed error, or none when there is nothing of it", async () => {
    const requests = fc.record({ whole, changes: fc.array(change, { minLength: 1, maxLength: 3 }) });
    const samples = fc.sample(requests, { numRuns: RUNS });
    for (let index = 0; index < samples.length; index += 100) {
      await Promise.all(
        samples.slice(index, index + 100).map(async (sample) => {
          let bytes = Buffer.from(sample.whole.join("\r\n"));
          for (const { at, length, put } of sample.changes) {
            bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + length)]);
          }
          try {
            const answers = await exchange(stack.port, bytes);
            for (const answer of answers) expectWellFormed(answer);
            if (bytes.length > 100) expect(answers.length).toBeGreaterThan(0);
          } catch (cause) {
            throw new Error(`The answer to ${JSON.stringify(bytes.toString("latin1"))} is wrong.`, { cause });
          }
        }),
      );
    }
    expect(bugs).toEqual([]);
  });
});

function commonQuery(action: { readonly name: string; readonly version: string }): string {
  const nonce = createHash("sha1").update(randomUUID()).digest("hex");
  return [
    `Action=${action.name}&Version=${action.version}&Format=JSON&RegionId=${stack.region}`,
    `AccessKeyId=${stack.accessKeyId}&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0`,
    `SignatureNonce=${nonce}&Timestamp=${isoSeconds(Date.now())}`,
  ].join("&");
}
