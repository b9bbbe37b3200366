import { once } from "node:events";
import { connect } from "node:net";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type LocalStack, startLocalStack } from "../local-stack.ts";
import { send } from "../testing/client.ts";
import { exchange } from "../testing/raw-exchange.ts";

let stack: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack();
});
afterAll(() => stack.close());

/** Status and code of each answer. */
async function outcomes(bytes: string): Promise<string[]> {
  const answers = await exchange(stack.port, bytes);
  return answers.map(({ status, body }) => `${status} ${/<Code>(.*?)<\/Code>/.exec(body)?.[1]}`);
}
const request = (line: string, ...headers: string[]) => `${[line, ...headers].join("\r\n")}\r\n\r\n`;
const CLOSE = "connection: close";

describe("bytes that are no proper request", () => {
  it.each<[string, string, string]>([
    ["no HTTP at all", "NONSENSE\r\n\r\n", "400 MalformedHTTPRequest"],
    ["TLS", "\u0016\u0003\u0001\u0002\u0000\u0001", "400 MalformedHTTPRequest"],
    ["no host", request("GET / HTTP/1.1", CLOSE), "400 MalformedHTTPRequest"],
    ["an unknown method", request("BREW / HTTP/1.1", "host: a", CLOSE), "400 MalformedHTTPRequest"],
    [
      "two lengths",
      request("POST / HTTP/1.1", "host: a", "content-length: 1", "content-length: 2"),
      "400 MalformedHTTPRequest",
    ],
    [
      "a chunk without length",
      `${request("POST / HTTP/1.1", "host: a", "transfer-encoding: chunked")}xyz\r\n`,
      "400 MalformedHTTPRequest",
    ],
    [
      "a body that ends too early",
      `${request("POST / HTTP/1.1", "host: a", "content-length: 9")}abc`,
      "400 MalformedHTTPRequest",
    ],
    [
      "headers without end",
      request("GET / HTTP/1.1", "host: a", `x-long: ${"a".repeat(200_000)}`),
      "431 RequestHeaderTooLarge",
    ],
    [
      "a proxy's CONNECT",
      request("CONNECT example.com:443 HTTP/1.1", "host: a"),
      "405 UnsupportedHTTPMethod",
    ],
    ["no parameters", request("GET / HTTP/1.1", "host: a", CLOSE), "400 MissingAction"],
    ["an unknown expectation", request("GET / HTTP/1.1", "host: a", "expect: more"), "400 MissingAction"],
    ["HTTP/1.0", request("GET / HTTP/1.0"), "400 MissingAction"],
    ["no UTF-8", request("GET /?%zz=%&&==&Action=%ff%fe HTTP/1.1", "host: a", CLOSE), "400 MissingVersion"],
    ["many slashes", request("GET //// HTTP/1.1", "host: a", CLOSE), "404 InvalidAction.NotFound"],
    ["OPTIONS *", request("OPTIONS * HTTP/1.1", "host: a", CLOSE), "405 UnsupportedHTTPMethod"],
  ])("with %s are answered with an error", async (_name, bytes, expected) => {
    expect(await outcomes(bytes)).toEqual([expected]);
    expect((await send(stack, "DescribeRegions")).status).toBe(200);
  });

  it.each([
    ["headers", "GET / HTTP/1.1\r\nhost: a\r\n"],
    ["body", "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nabc"],
  ])(
    "without an end of their %s are answered with an error when their time is over",
    async (_name, bytes) => {
      const impatient = await startLocalStack({ arrivalMs: 50 });
      const socket = connect(impatient.port, "127.0.0.1", () => socket.write(bytes));
      const [text] = await once(socket, "data");
      expect(String(text)).toMatch(/^HTTP\/1\.1 408 .*<Code>RequestTimeout<\/Code>/s);
      await once(socket, "close");
      await impatient.close();
    },
  );

  it("to the admin API get an error in JSON", async () => {
    const [answer] = await exchange(
      stack.port,
      request("GET /_local/%zz HTTP/1.1", "host: localhost", CLOSE),
    );
    expect(answer).toMatchObject({ status: 404 });
    expect(JSON.parse(answer?.body ?? "")).toEqual({
      error: "There is nothing at /_local/%zz. GET /_local/ lists the routes.",
    });
  });
});

describe("a client that takes the stack for its proxy", () => {
  it("is answered as if it had called the stack itself", async () => {
    const target = "http://ecs.example.com/asapi/v3?Action=DescribeRegions&Version=2014-05-26";
    const [answer] = await exchange(
      stack.port,
      request(`GET ${target} HTTP/1.1`, "host: ecs.example.com", CLOSE),
    );
    expect(answer?.body).toMatch(/<HostId>ecs\.example\.com<.*<Code>MissingAccessKeyId</);
  });
});
