import type { ClientHttp2Session } from "node:http2";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { killPlugin, type PluginProcess } from "../../testing/host/plugin-process.ts";
import { connectHostTls, connectHttp2 } from "../../testing/host/tls-client.ts";
import { bundleFixture, type Fixture, runtimes, startFixture } from "../testing/fixture-plugin.ts";
import { framed, grpcHeaders, rawCall } from "../testing/raw-call.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await bundleFixture();
});
afterAll(() => fixture.remove());

describe.each(runtimes)("what the server on $name makes of a request on the wire", (runtime) => {
  let plugin: PluginProcess;
  let session: ClientHttp2Session;
  beforeAll(async () => {
    plugin = await startFixture(runtime, fixture);
    session = await connectHttp2(plugin);
  });
  afterAll(async () => {
    session.destroy();
    await killPlugin(plugin);
  });

  async function expectAlive(): Promise<void> {
    const { headers, body } = await rawCall(session, {}, [framed("alive")]);
    expect(headers["grpc-status"]).toBe("0");
    expect(body).toEqual(framed("alive"));
  }

  test.each([
    ["a frame for every byte", 1],
    ["frames of three bytes", 3],
    ["frames of seven bytes", 7],
  ])("a message cut into %s is put together", async (_, size) => {
    const whole = framed("a message that is cut into pieces");
    const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_piece, index) =>
      whole.subarray(index * size, (index + 1) * size),
    );
    const { headers, body } = await rawCall(session, {}, pieces);
    expect(headers).toMatchObject({ ":status": 200, "content-type": "application/grpc", "grpc-status": "0" });
    expect(body).toEqual(whole);
  });

  test("several messages in one frame, the last one cut, are taken apart", async () => {
    const whole = Buffer.concat([framed("one"), framed(""), framed("two"), framed("three")]);
    const { body } = await rawCall(session, { ":path": "/test.Calls/EchoAll" }, [
      whole.subarray(0, whole.length - 3),
      whole.subarray(whole.length - 3),
    ]);
    expect(body).toEqual(whole);
  });

  test.each([
    ["no message", [], "13", /no request message/],
    ["two messages where one is due", [framed("a"), framed("b")], "13", /more than one/],
    ["a body that ends within the prefix", [framed("a").subarray(0, 4)], "13", /middle of a message/],
    ["a body that ends within the message", [framed("abc").subarray(0, 6)], "13", /middle of a message/],
    ["a compressed message", [framed("a", 1)], "12", /compressed/],
    ["an unknown flag", [framed("a", 2)], "13", /flag/],
  ])("%s gets a status", async (_, pieces, status, text) => {
    const { headers } = await rawCall(session, {}, pieces);
    expect(headers).toMatchObject({ ":status": 200, "grpc-status": status });
    expect(decodeURIComponent(String(headers["grpc-message"]))).toMatch(text);
    await expectAlive();
  });

  test("a message over 256 MiB is refused by its prefix, before it is sent", async () => {
    const prefix = Buffer.from([0, 0x10, 0, 0, 1]);
    const { headers, resetCode } = await rawCall(session, {}, [prefix], { keepOpen: true });
    expect(headers["grpc-status"]).toBe("8");
    expect(decodeURIComponent(String(headers["grpc-message"]))).toContain("268435457 bytes");
    expect(resetCode).toBe(0);
    await expectAlive();
  });

  test("messages of 256 MiB that are only announced take no memory", async () => {
    const memoryBytes = async () => {
      const { body } = await rawCall(session, { ":path": "/test.Process/Memory" }, [framed("")]);
      return Number(body.subarray(5));
    };
    const before = await memoryBytes();
    const announced = Array.from({ length: 20 }, () => {
      const stream = session.request(grpcHeaders, { endStream: false });
      stream.on("error", () => {});
      stream.write(Buffer.from([0, 0x10, 0, 0, 0, 1, 2, 3]));
      return stream;
    });
    expect((await memoryBytes()) - before).toBeLessThan(64 * 1024 * 1024);
    for (const stream of announced) stream.close(8);
    await expectAlive();
  });

  test("another message encoding than identity is refused, and identity named", async () => {
    const { headers } = await rawCall(session, { "grpc-encoding": "gzip" }, [framed("a", 1)]);
    expect(headers).toMatchObject({ "grpc-status": "12", "grpc-accept-encoding": "identity" });
    expect(
      (await rawCall(session, { "grpc-encoding": "identity" }, [framed("a")])).headers["grpc-status"],
    ).toBe("0");
  });

  test.each(["application/json", "application/grpc-web", "application/grpc+json", ""])(
    "the content type %j is refused with HTTP 415",
    async (contentType) => {
      const { headers } = await rawCall(session, { "content-type": contentType }, [framed("a")]);
      expect(headers[":status"]).toBe(415);
    },
  );

  test.each(["application/grpc+proto", "application/grpc; charset=utf-8", "Application/GRPC"])(
    "the content type %j is taken",
    async (contentType) => {
      const { headers } = await rawCall(session, { "content-type": contentType }, [framed("a")]);
      expect(headers["grpc-status"]).toBe("0");
    },
  );

  test.each(["GET", "PUT", "DELETE"])("the method %s is refused with HTTP 405", async (method) => {
    const { headers } = await rawCall(session, { ":method": method }, []);
    expect(headers).toMatchObject({ ":status": 405, allow: "POST" });
  });

  test("a timeout that is up at once ends the call with DEADLINE_EXCEEDED", async () => {
    for (const timeout of ["1n", "0S", "10m"]) {
      const { headers } = await rawCall(session, { ":path": "/test.Calls/Wait", "grpc-timeout": timeout }, [
        framed("t"),
      ]);
      expect(headers["grpc-status"]).toBe("4");
    }
  });

  test("a deadline that passes while the request is still being sent ends the call", async () => {
    const { headers, resetCode } = await rawCall(
      session,
      { "grpc-timeout": "20m" },
      [framed("abc").subarray(0, 6)],
      {
        keepOpen: true,
      },
    );
    expect([headers["grpc-status"], resetCode]).toEqual(["4", 0]);
  });

  test.each(["", "1", "S", "123456789S", "-1S", "1.5S", "1h"])(
    "the timeout %j is malformed",
    async (timeout) => {
      const { headers } = await rawCall(session, { "grpc-timeout": timeout }, [framed("a")]);
      expect(headers["grpc-status"]).toBe("13");
    },
  );

  test("an answer to a request that is still open resets the stream without an error", async () => {
    const { headers, resetCode } = await rawCall(session, { ":path": "/test.Missing/Call" }, [framed("a")], {
      keepOpen: true,
    });
    expect([headers["grpc-status"], resetCode]).toEqual(["12", 0]);
  });

  test("any body at all gets a status and leaves the server alive", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 6 }), async (pieces) => {
        const { headers } = await rawCall(session, {}, pieces);
        expect(["0", "8", "12", "13"]).toContain(headers["grpc-status"]);
      }),
      { numRuns: 150 },
    );
    await expectAlive();
  });

  test("bytes that are not HTTP/2 end only their own connection", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 30, maxLength: 300 }),
        fc.boolean(),
        async (bytes, preface) => {
          const socket = await connectHostTls(plugin);
          const closed = new Promise((resolve) => socket.on("close", resolve));
          if (preface) socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
          socket.end(bytes);
          socket.resume();
          await closed;
        },
      ),
      { numRuns: 20 },
    );
    await expectAlive();
  });
});
