import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listen } from "./listener.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "listener-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const greet = (socket: Socket) => socket.end("hello");

async function read(socket: Socket): Promise<string> {
  const [chunk] = await once(socket, "data");
  return String(chunk);
}

describe("on Linux and macOS", () => {
  test("listens on a unix socket in a private directory, which goes away with it", async () => {
    const listener = await listen(greet, { environment: {}, platform: "linux" });
    expect(listener.network).toBe("unix");
    expect(statSync(dirname(listener.address)).mode & 0o777).toBe(0o700);
    expect(await read(connect(listener.address))).toBe("hello");
    listener.close();
    listener.close();
    expect(existsSync(dirname(listener.address))).toBe(false);
  });

  test("uses the directory the host names", async () => {
    const listener = await listen(greet, {
      environment: { PLUGIN_UNIX_SOCKET_DIR: directory },
      platform: "linux",
    });
    expect(dirname(dirname(listener.address))).toBe(directory);
    listener.close();
  });

  test("says what to change when the socket's path would be too long for the system", async () => {
    const deep = join(directory, "d".repeat(80));
    mkdirSync(deep);
    await expect(
      listen(greet, { environment: { PLUGIN_UNIX_SOCKET_DIR: deep }, platform: "linux" }),
    ).rejects.toThrow(/PLUGIN_UNIX_SOCKET_DIR to a directory with a shorter path/);
  });
});

describe("on Windows", () => {
  test("listens on a loopback port within the limits of the host", async () => {
    const environment = { PLUGIN_MIN_PORT: "20000", PLUGIN_MAX_PORT: "20100" };
    const listener = await listen(greet, { environment, platform: "win32" });
    const [host, port] = listener.address.split(":");
    expect([listener.network, host]).toEqual(["tcp", "127.0.0.1"]);
    expect(Number(port)).toBeGreaterThanOrEqual(20_000);
    expect(Number(port)).toBeLessThanOrEqual(20_100);
    expect(await read(connect(Number(port), "127.0.0.1"))).toBe("hello");
    listener.close();
  });

  test("passes over ports that are taken, and says so when all are", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    const address = blocker.address();
    const taken = typeof address === "object" && address !== null ? address.port : 0;
    const only = { PLUGIN_MIN_PORT: `${taken}`, PLUGIN_MAX_PORT: `${taken}` };
    await expect(listen(greet, { environment: only, platform: "win32" })).rejects.toThrow(`no free port`);
    blocker.close();
  });
});
