import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { connect } from "node:net";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type LocalStack, startLocalStack } from "../../local-stack.ts";
import { ecsSdk, runtimeOptions } from "../../testing/official-clients.ts";

let stack: LocalStack;
let ca: string;
beforeAll(async () => {
  stack = await startLocalStack({ tls: true });
  ca = await readFile(stack.caFile ?? "", "utf8");
});
afterAll(() => stack.close());

/** The status of an answer, or the code of the error that there is instead. */
function stateOver(url: string, options: object): Promise<unknown> {
  return new Promise((resolve) => {
    const sent = request(`${url}/_local/state`, options, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    sent.end();
  });
}

describe("a stack with TLS", () => {
  it.each(["127.0.0.1", "localhost"])("is trusted as %s by whoever trusts its certificate", async (host) => {
    expect(await stateOver(`https://${host}:${stack.port}`, { ca })).toBe(200);
  });

  it("is trusted by nobody else", async () => {
    expect(await stateOver(stack.endpoint, {})).toBe("DEPTH_ZERO_SELF_SIGNED_CERT");
  });

  it("has an endpoint that begins with https", () => {
    expect(stack.endpoint).toBe(`https://127.0.0.1:${stack.port}`);
  });

  it("answers the official client", async () => {
    const { ecs, client } = ecsSdk(stack);
    const answer = await client.describeRegionsWithOptions(
      new ecs.DescribeRegionsRequest({}),
      runtimeOptions({ ca }),
    );
    expect(answer.body).toMatchObject({ regions: { region: [{ regionId: stack.region }, {}] } });
  });

  it("cuts connections without TLS, and does not wait for them when it closes", async () => {
    const other = await startLocalStack({ tls: true });
    const plain = connect(other.port, "127.0.0.1", () => plain.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n"));
    plain.on("error", () => undefined);
    await once(plain, "close");
    const silent = connect(other.port, "127.0.0.1");
    await once(silent, "connect");
    const closed = once(silent, "close");
    silent.resume();
    await other.close();
    await closed;
  });
});
