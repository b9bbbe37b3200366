import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { hostEnvironment, type PluginProcess, startPlugin } from "../../testing/host/plugin-process.ts";

/** A program that runs the bundle. */
export interface Runtime {
  readonly name: string;
  readonly command: string;
}

/** Everything the project supports, each with the same tests. */
export const runtimes: readonly Runtime[] = [
  { name: "node", command: process.execPath },
  { name: "bun", command: bunCommand() },
];

function bunCommand(): string {
  return join(dirname(createRequire(import.meta.url).resolve("bun/package.json")), "bin", "bun.exe");
}

/** The bundled fixture plugin, in a folder of its own. */
export interface Fixture {
  readonly path: string;
  remove(): void;
}

/** Bundles the fixture plugin as a provider's release is bundled. */
export async function bundleFixture(): Promise<Fixture> {
  const directory = mkdtempSync(join(tmpdir(), "serve-fixture-"));
  const path = join(directory, "fixture.mjs");
  const entry = fileURLToPath(new URL("fixture.ts", import.meta.url));
  await build({ entryPoints: [entry], bundle: true, platform: "node", format: "esm", outfile: path });
  return { path, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** Starts the fixture plugin and waits for its first line, or for its end. */
export function startFixture(
  runtime: Runtime,
  fixture: Fixture,
  environment: NodeJS.ProcessEnv = hostEnvironment(),
  args: readonly string[] = [],
): Promise<PluginProcess> {
  return startPlugin(runtime.command, [fixture.path, ...args], environment);
}
