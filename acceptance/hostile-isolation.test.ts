import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import {
  connectHost,
  connectHostTls,
  HTTP2_PREFACE,
  killPlugin,
  type PluginProcess,
  unauthorizedClients,
} from "terraform-plugin/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startExecutable } from "./hostile/executable.ts";

/** User and group ID of `nobody`. */
const NOBODY = 65_534;

describe("the built executable, started as terraform starts it,", () => {
  let plugin: PluginProcess;
  beforeAll(async () => {
    plugin = await startExecutable();
  });
  afterAll(() => killPlugin(plugin));

  async function expectHostIsServed(): Promise<void> {
    const client = connectHost(plugin);
    expect((await client.call("/tfplugin6.Provider/GetProviderSchema")).length).toBeGreaterThan(1000);
    client.close();
  }

  test("serves its host", async () => {
    await expectHostIsServed();
    const socket = await connectHostTls(plugin);
    socket.write(HTTP2_PREFACE);
    const [settings] = await once(socket, "data");
    // An HTTP/2 SETTINGS frame, which no unauthorized client receives.
    expect(settings[3]).toBe(4);
    socket.destroy();
  });

  test.each(unauthorizedClients)("does not serve $name", async ({ connect, isRefusal }) => {
    for (const answer of await connect(plugin)) expect(answer).toSatisfy(isRefusal);
    await expectHostIsServed();
  });

  test("has its socket in a folder that only its own user can enter", async () => {
    const { mode, uid } = statSync(dirname(plugin.address));
    expect([mode & 0o777, uid]).toEqual([0o700, userInfo().uid]);
    // Only the superuser can connect as another user.
    if (userInfo().uid === 0) expect(await connectionOfNobody(plugin.address)).toBe("EACCES");
  });
});

/** Connects as another user. Returns the error code, or "connected". */
async function connectionOfNobody(path: string): Promise<string> {
  const program = `require("node:net").connect(${JSON.stringify(path)})
    .on("error", (error) => console.log(error.code)).on("connect", () => { console.log("connected"); process.exit(); })`;
  const other = spawn(process.execPath, ["-e", program], { uid: NOBODY, gid: NOBODY, cwd: "/" });
  const [text] = await once(other.stdout, "data");
  await once(other, "close");
  return String(text).trim();
}
