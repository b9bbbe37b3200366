import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { get } from "node:https";
import { type AddressInfo, createServer } from "node:net";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { TestProgram } from "../testing/test-program.ts";

let program: TestProgram;
beforeAll(async () => {
  program = await TestProgram.build();
});
afterAll(() => program.remove());

describe("the program", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "says first where it is, logs calls on stderr, and ends at %s",
    async (signal) => {
      const running = await program.start([
        "--access-key-id",
        "id",
        "--access-key-secret",
        "secret",
        "--region",
        "cn-here",
      ]);
      expect(JSON.parse(running.line)).toEqual({
        endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        region: "cn-here",
        accessKeyId: "id",
        accessKeySecret: "secret",
        instanceIds: ["i-local00000000000001", "i-local00000000000002"],
        snapshotIds: ["s-local00000000000001", "s-local00000000000002"],
        regions: [
          {
            region: "cn-here",
            instanceIds: ["i-local00000000000001", "i-local00000000000002"],
            snapshotIds: ["s-local00000000000001", "s-local00000000000002"],
            imageIds: ["m-local0000000000system"],
          },
          {
            region: "cn-here-2",
            instanceIds: ["i-other00000000000001", "i-other00000000000002"],
            snapshotIds: ["s-other00000000000001", "s-other00000000000002"],
            imageIds: ["m-other0000000000system"],
          },
        ],
      });
      const query = "Action=DescribeRegions&Version=2014-05-26&AccessKeyId=id&Format=JSON";
      await fetch(`${running.startLine.endpoint}/?${query}`);
      expect(await running.end(signal)).toEqual([0, null]);
      expect(running.stderr()).toMatch(/^\S+ DescribeRegions 400 MissingSignature [\d.]+ ms\n$/);
    },
  );

  it("serves HTTPS with a certificate in a file, which is gone afterwards", async () => {
    const running = await program.start(["--tls", "--quiet"]);
    const { endpoint, caFile = "" } = running.startLine;
    expect(endpoint).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const ca = await readFile(caFile, "utf8");
    const [response] = await once(get(`${endpoint}/_local/state`, { ca }), "response");
    expect(response.statusCode).toBe(200);
    expect(await running.end("SIGTERM")).toEqual([0, null]);
    expect(existsSync(caFile)).toBe(false);
  });

  it("takes every option", async () => {
    const values = {
      "image-seconds": 1,
      "delete-seconds": 2,
      "latency-ms": 3,
      "rate-limit": 4,
      "consistency-lag-ms": 5,
      "image-quota": 6,
      "snapshot-quota": 7,
      "concurrent-snapshots": 8,
      chaos: "seed",
      "chaos-share": 0.9,
    };
    const args = Object.entries(values).map(([name, value]) => `--${name}=${value}`);
    const running = await program.start([...args, "--asapi", "--quiet"]);
    expect(await (await fetch(`${running.startLine.endpoint}/_local/options`)).json()).toEqual({
      imageSeconds: 1,
      deleteSeconds: 2,
      latencyMs: 3,
      rateLimit: 4,
      consistencyLagMs: 5,
      imageQuota: 6,
      snapshotQuota: 7,
      concurrentSnapshots: 8,
      chaos: "seed",
      chaosShare: 0.9,
      asapi: true,
    });
    await running.end("SIGKILL");
  });

  it.each([
    [["--port", "many"], '--port must be a whole number from 0 to 65535, not "many".'],
    [["--port", "70000"], "--port must be a whole number from 0 to 65535."],
    [
      ["--host", "0.0.0.0"],
      "--host is 0.0.0.0, which is not a loopback address: whoever reaches it could use the stack. To allow it, add --allow-remote.",
    ],
    [["--host", "example.com"], "--host is example.com, which is not a loopback address"],
    [["--image-seconds=-1"], "--image-seconds must be a number of at least 0."],
    [["--rate-limit", "0"], "--rate-limit must be a number of at least 1."],
    [["--chaos-share", "2"], "--chaos-share must be a number from 0 to 1."],
    [["--consistency-lag-ms=-1"], "--consistency-lag-ms must be a number of at least 0."],
    [["--image-quota", "1.5"], "--image-quota must be a whole number of at least 0."],
    [
      ["--region", "Über"],
      "--region must be 1 to 63 lower-case letters, digits and hyphens, with a letter or digit first.",
    ],
    [["--colour", "red"], "Unknown option '--colour'"],
    [["extra"], "Unexpected argument 'extra'"],
  ])("refuses %j with one sentence", async (args, message) => {
    const { code, stdout, stderr } = await program.runToEnd(...args);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`local-stack: ${message}`);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("says so when its port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await program.runToEnd("--port", String(port));
    other.close();
    expect([code, stderr]).toEqual([
      1,
      `local-stack: Port ${port} of 127.0.0.1 is already in use: choose another with --port, or 0 for any free one.\n`,
    ]);
  });

  it.each(["-h", "--help"])("shows its options with %s, whatever the other arguments", async (flag) => {
    const { code, stdout } = await program.runToEnd(flag, "--port", "many");
    expect([code, stdout]).toEqual([0, expect.stringContaining("--image-seconds SECONDS")]);
  });

  it("shows its version", async () => {
    const { code, stdout } = await program.runToEnd("--version");
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });
});
