// Makes an executable of a bundle, with Bun's compiler.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publish, temporaryPath } from "./files.mjs";
import { executableName, executableSuffix, root } from "./project.mjs";
import { run } from "./run.mjs";
import { UserError } from "./script.mjs";
import { withStartOrder } from "./start-order.mjs";

/**
 * Compiles a bundle into an executable that brings its runtime along. The bundle comes from esbuild and not from Bun, because Bun
 * puts a package of its own in the place of `undici`, which ignores a CA file, `insecure` and proxies.
 * @param {string} code from `bundle(…, "script")`
 * @param {string} file the executable
 * @throws {UserError} when Bun is missing or fails
 */
export async function compile(code, file) {
  const source = temporaryPath("provider.cjs");
  writeFileSync(source, code);
  publish(await compileFile(source), file, 0o755);
  rmSync(source);
}

/**
 * As `compile`, for the provider: its code lies in the order in which a start needs it. For that it is compiled, started, and compiled again.
 * @param {string} code
 * @param {string} file
 */
export async function compileProvider(code, file) {
  const source = temporaryPath("provider.cjs");
  writeFileSync(source, code);
  const output = await compileFile(source);
  await withStartOrder(output, async (order) => {
    if (order !== undefined) await compileFile(source, [`--bytecode-order=${order}`]);
  });
  publish(output, file, 0o755);
  rmSync(source);
}

/**
 * @param {string} source a script
 * @param {readonly string[]} [options] further ones for Bun
 * @returns {Promise<string>} the executable, a temporary file: the same one every time, written anew
 */
async function compileFile(source, options = []) {
  const output = temporaryPath(executableName + executableSuffix);
  const bun = await findBun();
  const result = await run(
    bun,
    [
      "build",
      "--compile",
      "--minify",
      // Start-up: nothing is parsed.
      "--bytecode",
      // The folder a user runs terraform in is not ours: no .env and no bunfig.toml of it is read.
      "--no-compile-autoload-dotenv",
      "--no-compile-autoload-bunfig",
      // Nor are options of Bun taken from BUN_OPTIONS, which could load code (--preload) or open a debugger: what the variable holds
      // comes after these arguments for Bun, and after "--" nothing is an option. acceptance/hostile-environment.test.ts proves it.
      "--compile-exec-argv=--",
      ...options,
      source,
      "--outfile",
      output,
    ],
    { cwd: root },
  );
  if (result.code !== 0)
    throw new UserError(`bun build failed with exit code ${result.code}:\n\n${result.output.trim()}`);
  return output;
}

/**
 * Bun's npm package has an install script that puts the binary for this machine into place. Where install scripts do not run,
 * the binary is still in the package it came in.
 * @returns {Promise<string>} a Bun that runs here
 */
async function findBun() {
  const modules = join(root, "node_modules");
  const candidates = [join(modules, "bun/bin/bun.exe"), ...platformBuilds(join(modules, "@oven"))];
  for (const candidate of candidates) {
    if ((await run(candidate, ["--version"])).code === 0) return candidate;
  }
  throw new UserError(
    `Bun, which makes the executable, is not installed for this machine (${process.platform}-${process.arch}). ` +
      "It comes with the npm packages: remove node_modules and try again. " +
      "Where Bun has no build for a machine, the single-file provider for Node in dist/node can be used.",
  );
}

/** @param {string} folder */
function platformBuilds(folder) {
  try {
    return readdirSync(folder).map((name) => join(folder, name, "bin", `bun${executableSuffix}`));
  } catch {
    return [];
  }
}
