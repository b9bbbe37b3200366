import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectHost, killPlugin, terraformWorkspace } from "terraform-plugin/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startExecutable } from "./hostile/executable.ts";
import { listenOnLoopback } from "./support/loopback-server.ts";
import { PROVIDER_SOURCE, providerExecutable } from "./support/provider-build.ts";
import { unframed } from "./support/text.ts";

let folder: string;
let loaded: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hostile-environment-"));
  loaded = join(folder, "loaded");
  writeFileSync(join(folder, "code.js"), `require("node:fs").writeFileSync(${JSON.stringify(loaded)}, "")`);
  writeFileSync(join(folder, "bunfig.toml"), `preload = [${JSON.stringify(join(folder, "code.js"))}]\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts the executable with variables, and answers how it serves its host. */
async function schemaBytesWith(environment: NodeJS.ProcessEnv): Promise<number> {
  const plugin = await startExecutable(environment);
  onTestFinished(() => killPlugin(plugin));
  const client = connectHost(plugin);
  onTestFinished(() => client.close());
  return (await client.call("/tfplugin6.Provider/GetProviderSchema")).length;
}

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function expectNobodyListens(port: number): Promise<void> {
  await expect(once(connect(port, "127.0.0.1"), "connect")).rejects.toThrow("ECONNREFUSED");
}

describe("the executable with BUN_OPTIONS", () => {
  test.each(["--preload", "--require", "--import"])("loads no code for %s", async (option) => {
    for (const separator of ["=", " "]) {
      const BUN_OPTIONS = `${option}${separator}${join(folder, "code.js")}`;
      expect(await schemaBytesWith({ BUN_OPTIONS })).toBeGreaterThan(1000);
    }
    expect(existsSync(loaded)).toBe(false);
  });

  test("reads no bunfig.toml that it names", async () => {
    expect(await schemaBytesWith({ BUN_OPTIONS: `--config=${join(folder, "bunfig.toml")}` })).toBeGreaterThan(
      1000,
    );
    expect(existsSync(loaded)).toBe(false);
  });

  test("opens no debugger", async () => {
    const port = await freePort();
    expect(await schemaBytesWith({ BUN_OPTIONS: `--inspect=127.0.0.1:${port}` })).toBeGreaterThan(1000);
    await expectNobodyListens(port);
  });

  test.each(["--help", "--version", "--eval 1", "--cwd=/nonexistent", "-- --debug"])(
    "serves in spite of %s",
    async (options) => {
      expect(await schemaBytesWith({ BUN_OPTIONS: options })).toBeGreaterThan(1000);
    },
  );
});

describe("the executable with variables of Bun's debugger", () => {
  test.each(["BUN_INSPECT", "BUN_INSPECT_NOTIFY", "BUN_INSPECT_CONNECT_TO"])(
    "listens nowhere else with %s",
    async (variable) => {
      const port = await freePort();
      const value = variable === "BUN_INSPECT" ? `127.0.0.1:${port}` : `ws://127.0.0.1:${port}`;
      expect(await schemaBytesWith({ [variable]: value })).toBeGreaterThan(1000);
      await expectNobodyListens(port);
    },
  );
});

test("the host shows one sentence about a TMPDIR that cannot be used", async () => {
  const missing = join(folder, "missing");
  const terraform = await terraformWorkspace({
    providers: [{ source: PROVIDER_SOURCE, executable: providerExecutable() }],
    env: { TMPDIR: missing },
  });
  onTestFinished(() => terraform.close());
  terraform.write("main.tf", 'resource "alibabacloudstack_image" "this" {\n  instance_id = "i-1"\n}\n');
  const { exitCode, stderr } = await terraform.run("validate");
  expect(exitCode).toBe(1);
  const sentence = `The provider cannot start because ${missing} does not exist: set TMPDIR to a directory that exists and that this user can write to.`;
  expect(unframed(stderr)).toContain(`${sentence} `);
  expect(stderr).not.toContain("    at ");
});
