import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { sendJson, startTestServer } from "./testing/test-server.ts";

/** Prints whether undici is there before and after the first call, which shows by a module of Node that it needs, and the call's outcome. */
const program = (entry: string, endpoint: string) => `
  import { createEcsClient } from ${JSON.stringify(entry)};
  const credentials = { accessKeyId: "testid", accessKeySecret: "testsecret" };
  const client = createEcsClient({ endpoint: ${JSON.stringify(endpoint)}, regionId: "r", credentials });
  const loaded = () => process.moduleLoadList.includes("NativeModule _http_client");
  const before = loaded();
  const { requestId } = await client.deleteImage("m-1", false, AbortSignal.timeout(10_000));
  console.log(JSON.stringify({ before, after: loaded(), requestId }));
`;

it.each([false, true])(
  "works bundled (split into chunks: %s) and loads undici with the first call",
  async (splitting) => {
    const folder = await mkdtemp(join(tmpdir(), "ecs-client-"));
    const server = await startTestServer((_request, response) =>
      sendJson(response, 200, { RequestId: "R-1" }),
    );
    try {
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
      await writeFile(join(folder, "program.mjs"), program("./index.mjs", server.url));
      const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "program.mjs")]);
      expect(JSON.parse(stdout)).toEqual({ before: false, after: true, requestId: "R-1" });
      const [index] = Object.entries(metafile.outputs).filter(([file]) => file.endsWith("index.mjs"));
      const isUndiciInIndex = Object.keys(index?.[1].inputs ?? {}).some((input) => input.includes("undici/"));
      expect(isUndiciInIndex).toBe(!splitting);
    } finally {
      await Promise.all([server.close(), rm(folder, { recursive: true })]);
    }
  },
);
