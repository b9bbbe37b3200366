import { once } from "node:events";
import { statSync } from "node:fs";
import { connect as connectSocket, type Socket } from "node:net";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { connectivityState } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectHost, connectPlain } from "../testing/host/grpc-client.ts";
import {
  hostEnvironment,
  killPlugin,
  type PluginProcess,
  startPlugin,
} from "../testing/host/plugin-process.ts";
import { connectHostTls } from "../testing/host/tls-client.ts";
import { createCertificate } from "./certificate.ts";
import { bundleFixture, type Fixture, runtimes, startFixture } from "./testing/fixture-plugin.ts";

const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await bundleFixture();
});
afterAll(() => fixture.remove());

/** Sends an HTTP/2 preface and returns what the other side says before it closes the connection. */
async function answerTo(socket: Socket, bytes = PREFACE): Promise<string> {
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk.toString("latin1");
  });
  socket.on("error", () => {});
  socket.write(bytes);
  await new Promise((resolve) => socket.on("close", resolve));
  return answer;
}

describe.each(runtimes)("who can talk to a plugin on $name", (runtime) => {
  let plugin: PluginProcess;
  beforeAll(async () => {
    plugin = await startFixture(runtime, fixture);
  });
  afterAll(() => killPlugin(plugin));

  function connect(options: object): Socket {
    return connectTls({
      path: plugin.address,
      rejectUnauthorized: false,
      servername: "localhost",
      ALPNProtocols: ["h2"],
      ...options,
    });
  }

  async function expectHostIsServed(): Promise<void> {
    const client = connectHost(plugin);
    expect(String(await client.call("/test.Calls/Echo", "hello"))).toBe("hello");
    client.close();
  }

  test("the host, with its certificate, and only over TLS 1.2 or newer", async () => {
    await expectHostIsServed();
    for (const version of ["TLSv1.2", "TLSv1.3"]) {
      const socket = await connectHostTls(plugin, { minVersion: version, maxVersion: version });
      expect(socket.getProtocol()).toBe(version);
      socket.write(PREFACE);
      const [settings] = await once(socket, "data");
      // An HTTP/2 SETTINGS frame: the session is open.
      expect(settings[3]).toBe(4);
      socket.destroy();
    }
  });

  test.each([
    ["without a certificate", () => ({})],
    [
      "with another P-521 certificate",
      () => clientOptions(createCertificate({ curve: "P-521", usage: "client" })),
    ],
    [
      "with another P-256 certificate",
      () => clientOptions(createCertificate({ curve: "P-256", usage: "client" })),
    ],
  ])("nobody %s", async (_, options) => {
    for (const version of ["TLSv1.2", "TLSv1.3"]) {
      expect(await answerTo(connect({ ...options(), minVersion: version, maxVersion: version }))).toBe("");
    }
    await expectHostIsServed();
  });

  test("nobody over TLS 1.1, even with the host's certificate", async () => {
    await expect(connectHostTls(plugin, { minVersion: "TLSv1.1", maxVersion: "TLSv1.1" })).rejects.toThrow();
    await expectHostIsServed();
  });

  test("nobody who does not agree on HTTP/2", async () => {
    const socket = await connectHostTls(plugin, { ALPNProtocols: undefined });
    expect(await answerTo(socket)).toBe("");
    await expectHostIsServed();
  });

  test.each([
    ["plain HTTP/2", PREFACE],
    ["plain HTTP/1", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"],
  ])("nobody in %s", async (_, bytes) => {
    const answer = await answerTo(connectSocket(plugin.address), bytes);
    // At most a TLS alert: type 21, seven bytes.
    expect(["", "\u0015"]).toContain(answer.slice(0, 1));
    expect(answer.length).toBeLessThanOrEqual(7);
    await expectHostIsServed();
  });

  test("the host, while 400 others have connected and say nothing, with 256 open files", async () => {
    const limited = await startPlugin("/bin/sh", [
      "-c",
      'ulimit -n 256; exec "$0" "$1"',
      runtime.command,
      fixture.path,
    ]);
    const silent = Array.from({ length: 400 }, () => connectSocket(limited.address).on("error", () => {}));
    await once(silent[0] ?? limited.child, "connect");
    const client = connectHost(limited);
    const startMs = performance.now();
    expect(String(await client.call("/test.Calls/Echo", "hello"))).toBe("hello");
    expect(performance.now() - startMs).toBeLessThan(8000);
    client.close();
    for (const socket of silent) socket.destroy();
    await killPlugin(limited);
  });

  test("nobody for more than ten seconds without a call", async () => {
    const clients: [string, Socket][] = [
      ["nothing", connectSocket(plugin.address)],
      ["half a TLS handshake", halfHandshake(connectSocket(plugin.address))],
      ["TLS and nothing else", await connectHostTls(plugin)],
      ["TLS and an HTTP/2 preface", await connectHostTls(plugin)],
    ];
    clients[3]?.[1].write(PREFACE);
    const startMs = performance.now();
    const endedAfterMs = await Promise.all(
      clients.map(async ([, socket]) => {
        socket.on("error", () => {}).resume();
        await new Promise((resolve) => socket.on("close", resolve));
        return performance.now() - startMs;
      }),
    );
    for (const [index, [what]] of clients.entries()) {
      expect(endedAfterMs[index], what).toBeGreaterThan(9000);
      expect(endedAfterMs[index], what).toBeLessThan(14_000);
    }
    await expectHostIsServed();
  });

  test("the host for as long as it likes, once it has made a call", async () => {
    const client = connectHost(plugin);
    await client.call("/test.Calls/Echo", "hello");
    await sleep(11_000);
    const state = client.getChannel().getConnectivityState(false);
    expect(state).toBe(connectivityState.READY);
    client.close();
  });

  test("no other user: the socket's directory is private", () => {
    const { mode, uid } = statSync(dirname(plugin.address));
    expect([mode & 0o777, uid]).toEqual([0o700, userInfo().uid]);
  });
});

describe.each(runtimes)("a host that turned TLS off, on $name", (runtime) => {
  test("gets no certificate and is served in plain HTTP/2", async () => {
    const plugin = await startFixture(runtime, fixture, hostEnvironment({ PLUGIN_CLIENT_CERT: undefined }));
    expect(plugin.handshake).toMatch(/^1\|6\|unix\|\/.*\|grpc\|$/);
    const client = connectPlain(plugin);
    expect(String(await client.call("/test.Calls/Echo", "hello"))).toBe("hello");
    client.close();
    await killPlugin(plugin);
  });

  test("a client certificate that cannot be read does not turn TLS off", async () => {
    const plugin = await startFixture(runtime, fixture, hostEnvironment({ PLUGIN_CLIENT_CERT: "rubbish" }));
    expect(await plugin.ended).toBe(1);
    expect([plugin.stdout(), plugin.stderr()]).toEqual(["", expect.stringContaining("PLUGIN_CLIENT_CERT")]);
  });
});

/** A TLS record that announces a ClientHello of 512 bytes and has its first ones. */
function halfHandshake(socket: Socket): Socket {
  socket.write(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc]));
  return socket;
}

function clientOptions({ privateKeyPem, certificatePem }: ReturnType<typeof createCertificate>) {
  return { key: privateKeyPem, cert: certificatePem };
}
