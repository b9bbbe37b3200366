import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "local-stack-"));
  program = join(folder, "main.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("main.ts", import.meta.url))],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: program,
    logLevel: "silent",
  });
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the program until it ends. */
async function runToEnd(...args: string[]) {
  const child = start(...args);
  const texts = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => (texts.stdout += chunk));
  child.stderr?.on("data", (chunk) => (texts.stderr += chunk));
  const [code] = await once(child, "close");
  return { code, ...texts };
}

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
}

describe("the program", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "says first where it is, logs calls on stderr, and ends at %s",
    async (signal) => {
      const child = start("--access-key-id", "id", "--access-key-secret", "secret", "--region", "cn-here");
      const { stdout, stderr } = child;
      if (stdout === null || stderr === null) throw new Error("The program has no output.");
      const [line] = await once(createInterface({ input: stdout }), "line");
      const told = JSON.parse(line);
      expect(told).toEqual({
        endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        region: "cn-here",
        accessKeyId: "id",
        accessKeySecret: "secret",
        instanceIds: ["i-local00000000000001", "i-local00000000000002"],
        snapshotIds: ["s-local00000000000001", "s-local00000000000002"],
      });
      const logged = once(createInterface({ input: stderr }), "line");
      await fetch(`${told.endpoint}/?Action=DescribeRegions&Version=2014-05-26&AccessKeyId=id&Format=JSON`);
      expect((await logged)[0]).toMatch(/DescribeRegions 400 MissingSignature [\d.]+ ms$/);
      child.kill(signal);
      expect(await once(child, "exit")).toEqual([0, null]);
    },
  );

  it.each([
    [["--port", "many"], '--port needs a number, not "many".'],
    [["--port", "70000"], "The port must be a whole number from 0 to 65535."],
    [["--host", "0.0.0.0"], "The host 0.0.0.0 is no loopback address"],
    [["--host", "example.com"], "The host example.com is no loopback address"],
    [["--image-seconds=-1"], "The image time must be a number of at least 0."],
    [["--rate-limit", "0"], "The rate limit must be a number of at least 1."],
    [["--region", "Über"], "The region Über must consist of"],
    [["--colour", "red"], "Unknown option '--colour'"],
    [["extra"], "Unexpected argument 'extra'"],
  ])("refuses %j with one sentence", async (args, message) => {
    const { code, stdout, stderr } = await runToEnd(...args);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`local-stack: ${message}`);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("says so when its port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await runToEnd("--port", String(port));
    other.close();
    expect([code, stderr]).toEqual([
      1,
      `local-stack: Port ${port} of 127.0.0.1 is already in use: choose another with --port, or 0 for any free one.\n`,
    ]);
  });

  it("shows its options", async () => {
    const { code, stdout } = await runToEnd("--help");
    expect([code, stdout]).toEqual([0, expect.stringContaining("--image-seconds SECONDS")]);
  });
});
