// Finds npm, which may be a shell script (Linux, macOS) or a batch file (Windows).
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { UserError } from "./script.mjs";

/**
 * How to run npm without a shell: the npm that runs this script, else the one on the PATH.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ command: string; args: string[] }} put npm's arguments after `args`
 * @throws {UserError} when there is no npm
 */
export function findNpm(env) {
  const runner = env.npm_execpath;
  if (runner !== undefined && /npm-cli\.[cm]?js$/.test(runner) && existsSync(runner)) {
    return { command: process.execPath, args: [runner] };
  }
  for (const folder of (env.PATH ?? "").split(delimiter)) {
    const script =
      process.platform === "win32" ? join(folder, "node_modules/npm/bin/npm-cli.js") : join(folder, "npm");
    if (folder !== "" && existsSync(script)) {
      return process.platform === "win32"
        ? { command: process.execPath, args: [script] }
        : { command: script, args: [] };
    }
  }
  throw new UserError("npm is not on the PATH. It comes with Node: install Node from https://nodejs.org.");
}
