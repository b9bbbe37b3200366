import { once } from "node:events";
import { statSync } from "node:fs";
import { connect as connectSocket, type Socket } from "node:net";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import { connect as connectTls } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectHost, connectPlain } from "../testing/host/grpc-client.ts";
import { hostEnvironment, killPlugin, type PluginProcess } from "../testing/host/plugin-process.ts";
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

function clientOptions({ privateKeyPem, certificatePem }: ReturnType<typeof createCertificate>) {
  return { key: privateKeyPem, cert: certificatePem };
}
