import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectHost, type GrpcClient, readAll } from "../../testing/host/grpc-client.ts";
import { killPlugin, type PluginProcess } from "../../testing/host/plugin-process.ts";
import { bundleFixture, type Fixture, runtimes, startFixture } from "../testing/fixture-plugin.ts";

const MEBIBYTE = 1024 * 1024;

let fixture: Fixture;
beforeAll(async () => {
  fixture = await bundleFixture();
});
afterAll(() => fixture.remove());

describe.each(runtimes)("grpc-js calls the server on $name", (runtime) => {
  let plugin: PluginProcess;
  let client: GrpcClient;
  beforeAll(async () => {
    plugin = await startFixture(runtime, fixture);
    client = connectHost(plugin);
  });
  afterAll(async () => {
    client.close();
    await killPlugin(plugin);
  });

  /** Asks until the plugin has noticed that a call was given up. */
  async function endedCalls(name: string): Promise<string[]> {
    for (;;) {
      const ended: string[] = JSON.parse(String(await client.call("/test.Calls/Ended")));
      const found = ended.filter((entry) => entry.startsWith(`${name}: `));
      if (found.length > 0) return found;
    }
  }

  test.each([0, 1, 16_379, 16_384, 65_536, MEBIBYTE + 1])("echoes %i bytes", async (length) => {
    const message = randomBytes(length);
    const answer = await client.call("/test.Calls/Echo", message);
    expect(answer.equals(message)).toBe(true);
  });

  test("carries 16 MiB in both directions", async () => {
    const message = randomBytes(16 * MEBIBYTE);
    const answer = await client.call("/test.Calls/Echo", message);
    expect(answer.equals(message)).toBe(true);
  });

  test("serves 250 calls at the same time", async () => {
    const waiting = Array.from({ length: 250 }, (_, index) =>
      client.failure("/test.Calls/Wait", `concurrent-${index}`, { deadline: Date.now() + 800 }),
    );
    const answers = await Promise.all(
      Array.from({ length: 250 }, (_, index) => client.call("/test.Calls/Echo", `message ${index}`)),
    );
    expect(answers.map(String)).toEqual(answers.map((_, index) => `message ${index}`));
    const failures = await Promise.all(waiting);
    expect(new Set(failures.map(({ code }) => code))).toEqual(new Set([status.DEADLINE_EXCEEDED]));
  });

  test("tells the handler which method was called", async () => {
    expect(String(await client.call("/test.Calls/Path"))).toBe("/test.Calls/Path");
  });

  test("streams responses in order, more than the flow control window holds", async () => {
    const request = JSON.stringify({ count: 300, bytes: 100_000 });
    const { messages, status: end } = await readAll(client.serverStream("/test.Calls/Repeat", request));
    expect(end.code).toBe(status.OK);
    expect(messages.length).toBe(300);
    expect(
      messages.every((message, index) => message.length === 100_000 && message[99_999] === index % 256),
    ).toBe(true);
  });

  test("ends an empty stream of responses with OK", async () => {
    const request = JSON.stringify({ count: 0, bytes: 0 });
    const { messages, status: end } = await readAll(client.serverStream("/test.Calls/Repeat", request));
    expect([messages.length, end.code]).toEqual([0, status.OK]);
  });

  test("a stream that fails keeps what it sent and ends with the status", async () => {
    const { messages, status: end } = await readAll(client.serverStream("/test.Calls/FailLate", "first"));
    expect(messages.map(String)).toEqual(["first"]);
    expect(end).toMatchObject({ code: status.ABORTED, details: "gave up after one" });
  });

  test("answers messages of a bidirectional stream while it is open", async () => {
    const stream = client.bidirectional("/test.Calls/EchoAll");
    for (const text of ["one", "two", "three"]) {
      stream.write(Buffer.from(text));
      const [answer] = await once(stream, "data");
      expect(String(answer)).toBe(text);
    }
    stream.end();
    expect((await readAll(stream)).status.code).toBe(status.OK);
  });

  test("a bidirectional stream keeps the order of many messages", async () => {
    const stream = client.bidirectional("/test.Calls/EchoAll");
    const result = readAll(stream);
    for (let index = 0; index < 2000; index++) stream.write(Buffer.from(`${index}`));
    stream.end();
    const { messages } = await result;
    expect(messages.map(String)).toEqual(Array.from({ length: 2000 }, (_, index) => `${index}`));
  });

  test("a deadline ends the call and aborts the handler", async () => {
    const failure = await client.failure("/test.Calls/Wait", "deadline", { deadline: Date.now() + 50 });
    expect(failure.code).toBe(status.DEADLINE_EXCEEDED);
    // Which of the two notices first depends on the clocks: the server's timer, or the reset by the client.
    expect([`deadline: ${status.DEADLINE_EXCEEDED}`, `deadline: ${status.CANCELLED}`]).toEqual(
      expect.arrayContaining(await endedCalls("deadline")),
    );
  });

  test("a cancelled stream aborts the handler", async () => {
    const stream = client.serverStream("/test.Calls/WaitForever", "cancelled");
    const result = readAll(stream);
    stream.once("data", () => stream.cancel());
    expect((await result).status.code).toBe(status.CANCELLED);
    expect(await endedCalls("cancelled")).toEqual(["cancelled: stream"]);
  });

  test("a connection that goes away aborts its handlers", async () => {
    const other = connectHost(plugin);
    const stream = other.serverStream("/test.Calls/WaitForever", "disconnected");
    const result = readAll(stream);
    await once(stream, "data");
    other.close();
    stream.cancel();
    await result;
    expect(await endedCalls("disconnected")).toEqual(["disconnected: stream"]);
  });

  test.each(["/test.Calls/Missing", "/test.Missing/Echo", "/", "/test.Calls/Echo/"])(
    "the unknown method %s is unimplemented",
    async (path) => {
      const failure = await client.failure(path);
      expect(failure.code).toBe(status.UNIMPLEMENTED);
      expect(failure.details).toContain(path);
    },
  );

  test("an unknown method is refused while the client is still sending", async () => {
    const stream = client.bidirectional("/test.Missing/Stream");
    stream.write(Buffer.from("hello"));
    expect((await readAll(stream)).status.code).toBe(status.UNIMPLEMENTED);
  });

  test("what a handler throws is reported and ends only its own call", async () => {
    const failure = await client.failure("/test.Calls/Throw", "the disk is full");
    expect(failure).toMatchObject({
      code: status.INTERNAL,
      details: "/test.Calls/Throw failed unexpectedly: the disk is full. This is a bug in the provider.",
    });
    expect((await client.failure("/test.Calls/ThrowNothing")).code).toBe(status.INTERNAL);
    expect(String(await client.call("/test.Calls/Echo", "alive"))).toBe("alive");
  });

  test("a text of thousands of non-ASCII characters is cut, not lost", async () => {
    const failure = await client.failure("/test.Calls/Throw", "误".repeat(20_000));
    expect(failure.code).toBe(status.INTERNAL);
    expect(failure.details).toMatch(/^\/test\.Calls\/Throw failed unexpectedly: 误{1000,2000}$/);
  });

  test("a status chosen by the handler arrives with its text, whatever the characters", async () => {
    expect(await client.failure("/test.Calls/ThrowStatus")).toMatchObject({
      code: status.FAILED_PRECONDITION,
      details: "100 % of »ümlauts« 中文\n",
    });
  });

  test("a response over the limit is an error of that call", async () => {
    const failure = await client.failure("/test.Calls/TooLarge");
    expect(failure.code).toBe(status.RESOURCE_EXHAUSTED);
    expect(failure.details).toContain("268435457 bytes");
  });

  test("the services of go-plugin are there", async () => {
    const stdio = client.serverStream("/plugin.GRPCStdio/StreamStdio");
    const stdioResult = readAll(stdio);
    const broker = client.bidirectional("/plugin.GRPCBroker/StartStream");
    const brokerResult = readAll(broker);
    const plugin = Buffer.concat([Buffer.from([0x0a, 6]), Buffer.from("plugin")]);
    expect(await client.call("/grpc.health.v1.Health/Check", plugin)).toEqual(Buffer.from([0x08, 1]));
    expect((await client.failure("/grpc.health.v1.Health/Check", Buffer.from([0x0a, 1, 0x78]))).code).toBe(
      status.NOT_FOUND,
    );
    const watch = client.serverStream("/grpc.health.v1.Health/Watch", plugin);
    const watchResult = readAll(watch);
    const [first] = await once(watch, "data");
    expect(first).toEqual(Buffer.from([0x08, 1]));
    broker.end();
    expect((await brokerResult).status.code).toBe(status.OK);
    for (const stream of [stdio, watch]) stream.cancel();
    expect((await stdioResult).messages).toEqual([]);
    expect((await watchResult).status.code).toBe(status.CANCELLED);
  });

  test("a damaged request is an error of that call", async () => {
    const failure = await client.failure("/grpc.health.v1.Health/Check", Buffer.from([0x0a, 0xff, 0xff]));
    expect(failure.code).toBe(status.INTERNAL);
  });
});
