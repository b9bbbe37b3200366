import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { connect as connectSocket, type Socket } from "node:net";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import { connect as connectTls } from "node:tls";
import {
  connectHost,
  connectHostTls,
  createCertificate,
  killPlugin,
  type PluginProcess,
} from "terraform-plugin/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startExecutable } from "./hostile/executable.ts";

const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
const NOBODY = 65_534;

/** Says something and returns what comes back before the other side closes the connection. */
async function answerTo(socket: Socket, text = PREFACE): Promise<string> {
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk.toString("latin1");
  });
  socket.on("error", () => {});
  socket.write(text);
  await new Promise((resolve) => socket.on("close", resolve));
  return answer;
}

function ofCertificate(curve: "P-521" | "P-256"): object {
  const { certificatePem, privateKeyPem } = createCertificate({ curve, usage: "client" });
  return { cert: certificatePem, key: privateKeyPem };
}

describe("the built executable, started as terraform starts it,", () => {
  let plugin: PluginProcess;
  beforeAll(async () => {
    plugin = await startExecutable();
  });
  afterAll(() => killPlugin(plugin));

  function tlsSocket(options: object): Socket {
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
    expect((await client.call("/tfplugin6.Provider/GetProviderSchema")).length).toBeGreaterThan(1000);
    client.close();
  }

  test("serves its host", async () => {
    await expectHostIsServed();
    const socket = await connectHostTls(plugin);
    socket.write(PREFACE);
    const [settings] = await once(socket, "data");
    // An HTTP/2 SETTINGS frame: what the others below do not get.
    expect(settings[3]).toBe(4);
    socket.destroy();
  });

  test.each([
    ["nobody without a certificate", () => ({})],
    ["nobody with another certificate of the same kind", () => ofCertificate("P-521")],
    ["nobody with a certificate of another kind", () => ofCertificate("P-256")],
  ])("serves %s", async (_, options) => {
    for (const version of ["TLSv1.2", "TLSv1.3"]) {
      expect(await answerTo(tlsSocket({ ...options(), minVersion: version, maxVersion: version }))).toBe("");
    }
    await expectHostIsServed();
  });

  test.each([
    ["HTTP/2", PREFACE],
    ["HTTP/1", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"],
  ])("serves nobody in plain %s", async (_, text) => {
    const answer = await answerTo(connectSocket(plugin.address), text);
    // At most a TLS alert: type 21, seven bytes.
    expect(["", "\u0015"]).toContain(answer.slice(0, 1));
    expect(answer.length).toBeLessThanOrEqual(7);
    await expectHostIsServed();
  });

  test("has its socket where only its own user gets to", async () => {
    const { mode, uid } = statSync(dirname(plugin.address));
    expect([mode & 0o777, uid]).toEqual([0o700, userInfo().uid]);
    // Only the superuser can try it as somebody else.
    if (userInfo().uid === 0) expect(await attemptOfNobody(plugin.address)).toBe("EACCES");
  });
});

/** What becomes of a connection that another user tries. */
async function attemptOfNobody(path: string): Promise<string> {
  const program = `require("node:net").connect(${JSON.stringify(path)})
    .on("error", (error) => console.log(error.code)).on("connect", () => { console.log("connected"); process.exit(); })`;
  const other = spawn(process.execPath, ["-e", program], { uid: NOBODY, gid: NOBODY, cwd: "/" });
  const [text] = await once(other.stdout, "data");
  await once(other, "close");
  return String(text).trim();
}
