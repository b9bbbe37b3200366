import { once } from "node:events";
import { statSync } from "node:fs";
import { connect as connectSocket, type Socket } from "node:net";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
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
import { answerTo, HTTP2_PREFACE, unauthorizedClients } from "../testing/host/unauthorized-clients.ts";
import { bundleFixture, type Fixture, runtimes, startFixture } from "./testing/fixture-plugin.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await bundleFixture();
});
afterAll(() => fixture.remove());

describe.each(runtimes)("who can talk to a plugin on $name", (runtime) => {
  let plugin: PluginProcess;
  beforeAll(async () => {
    plugin = await startFixture(runtime, fixture);
  });
  afterAll(() => killPlugin(plugin));

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
      socket.write(HTTP2_PREFACE);
      const [settings] = await once(socket, "data");
      // An HTTP/2 SETTINGS frame: the session is open.
      expect(settings[3]).toBe(4);
      socket.destroy();
    }
  });

  test.each(unauthorizedClients)("not $name", async ({ connect, isRefusal }) => {
    for (const answer of await connect(plugin)) expect(answer).toSatisfy(isRefusal);
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

  test.concurrent("nobody for more than ten seconds without a call", async () => {
    const clients: [string, Socket][] = [
      ["nothing", connectSocket(plugin.address)],
      ["half a TLS handshake", halfHandshake(connectSocket(plugin.address))],
      ["TLS and nothing else", await connectHostTls(plugin)],
      ["TLS and an HTTP/2 preface", await connectHostTls(plugin)],
    ];
    clients[3]?.[1].write(HTTP2_PREFACE);
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

  test.concurrent("the host for as long as it likes, once it has made a call", async () => {
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
    expect(plugin.stderr()).toContain("PLUGIN_CLIENT_CERT");
    expect(`panic: ${plugin.stdout()}`).toBe(plugin.stderr());
  });
});

/** A TLS record that announces a ClientHello of 512 bytes and has its first ones. */
function halfHandshake(socket: Socket): Socket {
  socket.write(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc]));
  return socket;
}
