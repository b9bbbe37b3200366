import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type LocalStack, startLocalStack } from "../local-stack.ts";
import { signedParameters } from "../testing/client.ts";
import { exchange } from "../testing/raw-exchange.ts";
import { canonicalQuery } from "../wire/percent-encoding.ts";

let stack: LocalStack;
let remote: LocalStack;
beforeAll(async () => {
  [stack, remote] = await Promise.all([startLocalStack(), startLocalStack({ allowRemote: true })]);
});
afterAll(() => Promise.all([stack.close(), remote.close()]));

async function ask(to: LocalStack, method: string, path: string, headers: Record<string, string>) {
  const sent = request(`${to.endpoint}${path}`, { method, headers });
  sent.end();
  const response: IncomingMessage = (await once(sent, "response"))[0];
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, body: JSON.parse(text) as Record<string, unknown> };
}

const LOOPBACK = [
  "127.0.0.1",
  "127.0.0.1:1",
  "127.9.9.9:80",
  "localhost",
  "LocalHost:8080",
  "[::1]",
  "[::1]:80",
];
const FOREIGN = [
  "example.com",
  "example.com:80",
  "127.0.0.1.example.com",
  "localhost.example.com",
  "10.0.0.1",
  "0.0.0.0",
  "[fe80::1]",
  "127.0.0.1@example.com",
];
/** Changes something, so that a refusal that comes too late is seen. */
const SEED = ["POST", "/_local/seed"] as const;

describe("the admin API", () => {
  it.each(["http://example.com", "null", "http://127.0.0.1", ""])(
    "refuses a request with the Origin %j, even with --allow-remote",
    async (origin) => {
      for (const each of [stack, remote]) {
        for (const [method, path] of [["GET", "/_local/state"], ["POST", "/_local/reset"], SEED] as const) {
          expect(await ask(each, method, path, { origin })).toMatchObject({
            status: 403,
            body: { error: expect.stringContaining("Origin") },
          });
        }
      }
    },
  );

  it.each(["cross-site", "same-site"])("refuses a request with the Sec-Fetch-Site %s", async (site) => {
    expect(await ask(remote, "GET", "/_local/state", { "sec-fetch-site": site })).toMatchObject({
      status: 403,
      body: { error: expect.stringContaining("Sec-Fetch-Site") },
    });
  });

  it.each(["none", "same-origin"])("answers a request with the Sec-Fetch-Site %s", async (site) => {
    expect(await ask(stack, "GET", "/_local/state", { "sec-fetch-site": site })).toMatchObject({
      status: 200,
    });
  });

  it.each(FOREIGN)("refuses a request for the host %s, unless --allow-remote allows it", async (host) => {
    expect(await ask(stack, "GET", "/_local/state", { host })).toMatchObject({
      status: 403,
      body: { error: expect.stringContaining("--allow-remote") },
    });
    expect(await ask(remote, "GET", "/_local/state", { host })).toMatchObject({ status: 200 });
  });

  it.each(LOOPBACK)("answers a request for the host %s", async (host) => {
    expect(await ask(stack, "GET", "/_local/state", { host })).toMatchObject({ status: 200 });
  });

  it.each([
    "GET http://example.com/_local/state HTTP/1.1\r\nHost: example.com",
    "GET http://example.com/_local/state HTTP/1.1\r\nHost: localhost",
    "GET HTTPS://user@example.com:80/_local/state HTTP/1.1\r\nHost: localhost",
    "GET /_local/state HTTP/1.0",
    "GET /_local/state HTTP/1.1",
    "GET /_local/state HTTP/1.1\r\nHost:",
  ])("refuses %j", async (head) => {
    expect(await exchange(stack.port, `${head}\r\n\r\n`)).toMatchObject([{ status: 403 }]);
  });
});

describe("the ECS API", () => {
  const signedPath = (to: LocalStack, method: string) =>
    `/?${canonicalQuery(
      signedParameters(
        to,
        "CreateImage",
        { RegionId: to.region, SnapshotId: to.snapshotIds[0] ?? "" },
        { method },
      ),
    )}`;
  const imageCount = async (of: LocalStack) => {
    const { body } = await ask(of, "GET", "/_local/state", {});
    return (body.images as unknown[]).length;
  };

  it.each([{ origin: "http://example.com" }, { "sec-fetch-site": "cross-site" }])(
    "refuses a signed request with %j, before anything is done",
    async (headers) => {
      const before = await imageCount(stack);
      expect(await ask(stack, "POST", signedPath(stack, "POST"), headers)).toMatchObject({
        status: 403,
        body: { Code: "Forbidden.Origin" },
      });
      expect(await imageCount(stack)).toBe(before);
    },
  );

  it.each(FOREIGN)(
    "refuses a signed request for the host %s, unless --allow-remote allows it",
    async (host) => {
      const before = await imageCount(stack);
      expect(await ask(stack, "GET", signedPath(stack, "GET"), { host })).toMatchObject({
        status: 403,
        body: { Code: "Forbidden.Host", Message: expect.stringContaining("--allow-remote") },
      });
      expect(await imageCount(stack)).toBe(before);
      expect(await ask(remote, "GET", signedPath(remote, "GET"), { host })).toMatchObject({ status: 200 });
    },
  );

  it("is served to a client that takes the stack for its proxy", async () => {
    const head = `GET http://ecs.example.com${signedPath(stack, "GET")} HTTP/1.1\r\nHost: ecs.example.com`;
    expect(await exchange(stack.port, `${head}\r\n\r\n`)).toMatchObject([{ status: 200 }]);
  });
});
