import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect as connectSocket, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { connectHost, connectPlain, type GrpcClient } from "../testing/host/grpc-client.ts";
import {
  hostEnvironment,
  killPlugin,
  type PluginProcess,
  watchPlugin,
} from "../testing/host/plugin-process.ts";
import { bundleFixture, type Fixture, runtimes, startFixture } from "./testing/fixture-plugin.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await bundleFixture();
});
afterAll(() => fixture.remove());

/** A port of the loopback interface that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** The log lines a plugin wrote. */
function logLines(plugin: PluginProcess): Record<string, unknown>[] {
  return plugin
    .stderr()
    .trimEnd()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

describe.each(runtimes)("a plugin process on $name", (runtime) => {
  const started: PluginProcess[] = [];
  const clients: GrpcClient[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await Promise.all(started.splice(0).map(killPlugin));
  });

  async function start(
    environment: NodeJS.ProcessEnv = {},
    args: readonly string[] = [],
  ): Promise<PluginProcess> {
    const plugin = await startFixture(runtime, fixture, hostEnvironment(environment), args);
    started.push(plugin);
    return plugin;
  }

  function connect(plugin: PluginProcess): GrpcClient {
    const client = connectHost(plugin);
    clients.push(client);
    return client;
  }

  test.each([
    ["6,5", 6],
    ["5,6", 6],
    ["5", 5],
    ["4,7", 5],
  ])("answers the offer %s with protocol %i and one line", async (versions, version) => {
    const plugin = await start({ PLUGIN_PROTOCOL_VERSIONS: versions });
    expect(plugin.handshake).toMatch(
      new RegExp(`^1\\|${version}\\|unix\\|/[^|]+/s\\|grpc\\|[A-Za-z0-9+/]{300,}$`),
    );
    expect(plugin.stdout()).toBe(`${plugin.handshake}\n`);
  });

  test("listens below PLUGIN_UNIX_SOCKET_DIR when the host sets it", async () => {
    const directory = mkdtempSync(join(tmpdir(), "sockets-"));
    const plugin = await start({ PLUGIN_UNIX_SOCKET_DIR: directory });
    expect(plugin.address.startsWith(`${directory}/`)).toBe(true);
    await connect(plugin).call("/plugin.GRPCController/Shutdown");
    await plugin.ended;
    expect(readdirSync(directory)).toEqual([]);
    rmSync(directory, { recursive: true });
  });

  test("explains itself when started by hand", async () => {
    const plugin = await start({ TF_PLUGIN_MAGIC_COOKIE: undefined });
    expect(await plugin.ended).toBe(1);
    expect(plugin.stdout()).toBe("");
    expect(plugin.stderr()).toMatch(
      /provider plugin "fixture" for Terraform[\s\S]*source = "example\/fixture"/,
    );
  });

  test("explains itself by hand even when its services cannot be loaded", async () => {
    const plugin = await start({ TF_PLUGIN_MAGIC_COOKIE: undefined, FIXTURE_FAILS: "broken" });
    expect(await plugin.ended).toBe(1);
    expect(plugin.stderr()).toMatch(/^This is a provider plugin for Terraform/);
  });

  test("does not announce a protocol and then serve another", async () => {
    const plugin = await start({ PLUGIN_PROTOCOL_VERSIONS: "5", FIXTURE_ONLY_6: "yes" });
    expect(await plugin.ended).toBe(2);
    expect(plugin.stderr()).toMatch(
      /^panic: Error: .*does not serve protocol 5, set the option protocolVersions/,
    );
  });

  test("answers Shutdown, then ends at once and leaves nothing behind, whatever is still open", async () => {
    const plugin = await start({ TF_LOG: "info" });
    const client = connect(plugin);
    const stdio = client.serverStream("/plugin.GRPCStdio/StreamStdio").on("error", () => {});
    client.failure("/test.Calls/Wait", "open");
    await client.call("/test.Calls/Echo", "");
    const startMs = performance.now();
    expect((await client.call("/plugin.GRPCController/Shutdown")).length).toBe(0);
    expect(await plugin.ended).toBe(0);
    expect(performance.now() - startMs).toBeLessThan(1000);
    stdio.cancel();
    expect(existsSync(dirname(plugin.address))).toBe(false);
    expect(logLines(plugin).map((line) => line["@message"])).toEqual(["shut down"]);
  });

  test("survives Ctrl-C, which the host is to decide about", async () => {
    const plugin = await start({ TF_LOG: "info" });
    const client = connect(plugin);
    await client.call("/test.Calls/Echo", "before");
    plugin.child.kill("SIGINT");
    plugin.child.kill("SIGINT");
    expect(String(await client.call("/test.Calls/Echo", "after"))).toBe("after");
    await vi.waitFor(() => expect(plugin.stderr()).toContain("received an interrupt signal"));
  });

  test("opens no debugger at SIGUSR1", async () => {
    const port = await freePort();
    const plugin = await start({ NODE_OPTIONS: `--inspect-port=127.0.0.1:${port}` });
    const client = connect(plugin);
    await client.call("/test.Calls/Echo", "before");
    plugin.child.kill("SIGUSR1");
    await sleep(300);
    await expect(once(connectSocket(port, "127.0.0.1"), "connect")).rejects.toThrow("ECONNREFUSED");
    expect(String(await client.call("/test.Calls/Echo", "after"))).toBe("after");
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("ends at %s and removes its socket", async (signal, code) => {
    const plugin = await start();
    plugin.child.kill(signal);
    expect(await plugin.ended).toBe(code);
    expect(existsSync(dirname(plugin.address))).toBe(false);
  });

  test("ends when the host was killed, connected or not", async () => {
    for (const connected of [true, false]) {
      const host = spawn("/bin/sh", ["-c", '"$0" "$1" & wait', runtime.command, fixture.path], {
        env: hostEnvironment(),
        stdio: ["ignore", "pipe", "pipe"],
      });
      const plugin = await watchPlugin(host);
      const client = connect(plugin);
      if (connected) await client.call("/test.Calls/Echo", "");
      host.kill("SIGKILL");
      client.close();
      // The pipes close when the last process that holds them has ended, which is the plugin.
      await plugin.ended;
      expect(existsSync(dirname(plugin.address))).toBe(false);
    }
  });

  test.each([
    ["an error that nobody caught", "/test.Process/Crash"],
    ["a rejection that nobody caught", "/test.Process/Reject"],
  ])("reports %s as a crash and ends", async (_, path) => {
    const plugin = await start();
    await connect(plugin).failure(path, "out of cheese");
    expect(await plugin.ended).toBe(2);
    expect(plugin.stderr()).toMatch(/^panic: Error: out of cheese\n\nError: out of cheese\n {4}at .*\n/);
    expect(existsSync(dirname(plugin.address))).toBe(false);
  });

  test("reports services that cannot be loaded as a crash", async () => {
    const plugin = await start({ FIXTURE_FAILS: "no such module" });
    expect(await plugin.ended).toBe(2);
    expect(plugin.stderr()).toMatch(/^panic: Error: no such module\n/);
  });

  test.each([
    ["TMPDIR", "/missing", "/missing does not exist"],
    ["TMPDIR", "/dev/null", "/dev/null is no directory"],
    ["TMPDIR", "/proc", "/proc cannot hold a socket"],
    ["PLUGIN_UNIX_SOCKET_DIR", "/missing", "/missing does not exist"],
  ])(
    "says in one sentence, as a crash and in place of the handshake, that the %s %s is of no use",
    async (variable, directory, reason) => {
      const plugin = await start({ [variable]: directory });
      expect(await plugin.ended).toBe(1);
      const sentence = `The provider cannot start because ${reason}[^\n]*: set ${variable} to a directory[^\n|]*\\.\n$`;
      expect(plugin.stderr()).toMatch(new RegExp(`^panic: ${sentence}`));
      // Some hosts show standard error only when they log, but each of them shows a first line that is no handshake.
      expect(plugin.stdout()).toMatch(new RegExp(`^${sentence}`));
    },
  );

  test("says the same with --debug, for a person", async () => {
    const plugin = await start({ TF_PLUGIN_MAGIC_COOKIE: undefined, TMPDIR: "/missing" }, ["--debug"]);
    expect(await plugin.ended).toBe(1);
    expect(plugin.stderr()).toMatch(
      /^The provider cannot start because \/missing does not exist: set TMPDIR/,
    );
  });

  test("listens in /tmp when the path of TMPDIR is too long for a socket", async () => {
    const deep = join(mkdtempSync(join(tmpdir(), "deep-")), "d".repeat(80));
    mkdirSync(deep);
    const plugin = await start({ TMPDIR: deep });
    expect(plugin.address).toMatch(/^\/tmp\/tf-plugin-/);
    rmSync(dirname(deep), { recursive: true });
  });

  test("has no debugger that listens, whatever the variables of the runtime ask for", async () => {
    const port = await freePort();
    const plugin = await start({
      NODE_OPTIONS: `--inspect=127.0.0.1:${port}`,
      BUN_INSPECT: `127.0.0.1:${port}`,
      BUN_INSPECT_NOTIFY: "",
    });
    await connect(plugin).call("/test.Calls/Echo", "");
    await expect(once(connectSocket(port, "127.0.0.1"), "connect")).rejects.toThrow("ECONNREFUSED");
  });

  test("prints nothing after the handshake: console and process.stdout go to the log, secrets masked", async () => {
    const plugin = await start({ TF_LOG: "trace" });
    const client = connect(plugin);
    await client.call("/test.Process/Print", "the key is s3cret/value");
    await client.call("/plugin.GRPCController/Shutdown");
    await plugin.ended;
    expect(plugin.stdout()).toBe(`${plugin.handshake}\n`);
    expect(plugin.stderr()).not.toContain("s3cret");
    expect(logLines(plugin)).toMatchObject([
      { "@level": "info", "@module": "provider.console", "@message": "console.log the key is ***" },
      { "@level": "error", "@message": "console.error { text: 'the key is ***' }" },
      { "@level": "info", "@message": "process.stdout.write" },
      { "@level": "warn", "@message": "a line", password: "***", nested: { url: "https://host/?p=***" } },
      { "@level": "info", truncated: true },
      { "@level": "info", "@message": "shut down" },
    ]);
    for (const line of plugin.stderr().split("\n")) expect(Buffer.byteLength(line)).toBeLessThan(64 * 1024);
  });

  test("writes no log unless asked to", async () => {
    const plugin = await start();
    const client = connect(plugin);
    await client.call("/test.Process/Print", "quiet");
    await client.call("/plugin.GRPCController/Shutdown");
    await plugin.ended;
    expect(plugin.stderr()).toBe("");
  });

  test("loses no log line when the host reads slowly", async () => {
    const plugin = await start({ TF_LOG: "info" });
    plugin.child.stderr?.pause();
    setTimeout(() => plugin.child.stderr?.resume(), 100);
    const client = connect(plugin);
    await client.call("/test.Process/FillStderr");
    await client.call("/plugin.GRPCController/Shutdown");
    await plugin.ended;
    expect(logLines(plugin).length).toBe(5001);
  });

  test("with --debug serves one host after the other until Ctrl-C", async () => {
    const plugin = await start({ TF_PLUGIN_MAGIC_COOKIE: undefined }, ["--debug"]);
    await vi.waitFor(() => expect(plugin.stdout()).toContain("Ctrl-C"));
    const [, json = ""] = /^TF_REATTACH_PROVIDERS='(.*)'$/m.exec(plugin.stdout()) ?? [];
    const reattach = JSON.parse(json)["registry.terraform.io/example/fixture"];
    expect(reattach).toEqual({
      Protocol: "grpc",
      ProtocolVersion: 6,
      Pid: plugin.child.pid,
      Test: true,
      Addr: { Network: "unix", String: expect.stringMatching(/^\//) },
    });
    for (const text of ["first", "second"]) {
      const client = connectPlain({ network: "unix", address: reattach.Addr.String });
      expect(String(await client.call("/test.Calls/Echo", text))).toBe(text);
      await client.call("/plugin.GRPCController/Shutdown");
      client.close();
    }
    plugin.child.kill("SIGINT");
    expect(await plugin.ended).toBe(0);
    expect(existsSync(dirname(reattach.Addr.String))).toBe(false);
  });
});
