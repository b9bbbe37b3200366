import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build, type Metafile } from "esbuild";
import { beforeEach, describe, expect, it } from "vitest";
import type { EcsClientOptions } from "./call/client-options.ts";
import { testCertificate } from "./testing/test-certificate.ts";
import { startTestProxy } from "./testing/test-proxy.ts";
import { type Responder, sendJson, startTestServer } from "./testing/test-server.ts";

const succeed: Responder = (_request, response) => sendJson(response, 200, { RequestId: "R-1" });
const bun = createRequire(import.meta.url).resolve("bun/bin/bun.exe");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ecs-client-"));
  return () => rm(folder, { recursive: true });
});

/** Bundles the package into the folder, as index.mjs. */
async function bundle(splitting: boolean): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: [join(import.meta.dirname, "index.ts")],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    splitting,
    metafile: true,
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  return metafile;
}

/** Makes one call with the bundled package; says whether undici, known by a module of Node that it needs, was there before and after. */
async function callInProcess(
  runtime: string,
  options: Pick<EcsClientOptions, "endpoint" | "proxyUrl" | "caPem">,
) {
  await writeFile(
    join(folder, "program.mjs"),
    `import { createEcsClient } from "./index.mjs";
    const credentials = { accessKeyId: "testid", accessKeySecret: "testsecret" };
    const client = createEcsClient({ ...${JSON.stringify(options)}, regionId: "r", credentials, maxRetries: 0 });
    const loaded = () => process.moduleLoadList?.includes("NativeModule _http_client");
    const before = loaded();
    const { requestId } = await client.deleteImage("m-1", false, AbortSignal.timeout(10_000));
    console.log(JSON.stringify({ before, after: loaded(), requestId }));
    await client.close();`,
  );
  const { stdout } = await promisify(execFile)(runtime, [join(folder, "program.mjs")]);
  return JSON.parse(stdout);
}

describe("the bundled package", () => {
  it.each([false, true])("loads undici with the first call (split into chunks: %s)", async (splitting) => {
    const metafile = await bundle(splitting);
    const server = await startTestServer(succeed);
    try {
      expect(await callInProcess(process.execPath, { endpoint: server.url })).toEqual({
        before: false,
        after: true,
        requestId: "R-1",
      });
      const [index] = Object.entries(metafile.outputs).filter(([file]) => file.endsWith("index.mjs"));
      const isUndiciInIndex = Object.keys(index?.[1].inputs ?? {}).some((input) => input.includes("undici/"));
      expect(isUndiciInIndex).toBe(!splitting);
    } finally {
      await server.close();
    }
  });

  it.each([
    ["Node", process.execPath],
    ["Bun", bun],
  ])("calls on %s through an HTTPS proxy that is named by its IP address", async (_name, runtime) => {
    await bundle(false);
    const server = await startTestServer(succeed, { tls: true });
    const proxy = await startTestProxy({ tls: true });
    try {
      const options = { endpoint: server.url, proxyUrl: proxy.url, caPem: testCertificate };
      expect(await callInProcess(runtime, options)).toMatchObject({ requestId: "R-1" });
      expect(proxy.requests).toEqual([`CONNECT ${new URL(server.url).host}`]);
      // Without its CA the proxy's certificate is refused: it is checked against the address.
      await expect(callInProcess(runtime, { ...options, caPem: "" })).rejects.toThrow(/certificate/);
    } finally {
      await Promise.all([server.close(), proxy.close()]);
    }
  });
});
