import { connect } from "node:net";

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { actions } from "../actions/table.ts";
import { type LocalStack, startLocalStack } from "../local-stack.ts";
import { send } from "../testing/client.ts";

let stack: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack({ imageSeconds: 0 });
});
afterAll(() => stack.close());

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
);

describe("a request with nonsense in its parameters", () => {
  it("gets an answer or a well-formed error, never an internal one", async () => {
    const requests = fc.record({
      action: fc.constantFrom(...actions.map((action) => action.name)),
      parameters: fc.dictionary(fc.constantFrom(...parameterNames), values, { maxKeys: 6 }),
      method: fc.constantFrom("GET", "POST"),
    });
    await fc.assert(
      fc.asyncProperty(requests, async ({ action, parameters, method }) => {
        const wellFormed = Object.fromEntries(
          Object.entries(parameters).map(([name, value]) => [name, Buffer.from(value).toString()]),
        );
        const answer = await send(stack, action, { RegionId: stack.region, ...wellFormed }, { method });
        expect(answer.body.RequestId).toMatch(/^[0-9A-F-]{36}$/);
        if (answer.status !== 200) expect(answer.body.Code).toMatch(/^[A-Z][A-Za-z0-9.]+$/);
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 500 },
    );
  });
});

describe("bytes that are no proper request", () => {
  it.each([
    "GET /?%zz=%&&==&Action=%ff%fe HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
    "GET //// HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
    "GET /_local/%zz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
    "POST / HTTP/1.1\r\nhost: a\r\nauthorization: ACS3-HMAC-SHA256 a=b\r\nx-acs-action: DescribeRegions\r\nx-acs-version: 2014-05-26\r\nconnection: close\r\n\r\n",
    "NONSENSE\r\n\r\n",
  ])("are answered with an HTTP error: %j", async (bytes) => {
    expect(await exchange(bytes)).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect((await send(stack, "DescribeRegions")).status).toBe(200);
  });
});

function exchange(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(stack.port, "127.0.0.1", () => socket.write(bytes));
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
    });
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
  });
}
