// How every script starts and ends: it checks the version of Node, reports what the user can fix in one sentence, and sets the exit code.
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { endWithNpm } from "./end-with-npm.mjs";

/** An error that the user can fix. Its message says what is wrong and what to do; it is shown without a stack trace. */
export class UserError extends Error {}

/** The oldest Node that everything here runs on: undici 7 needs it. */
const oldestNode = "20.18.1";

/**
 * Runs a script's main function when the script is the program that was started, and not when it is imported.
 * @param {string} moduleUrl the script's `import.meta.url`
 * @param {(args: string[]) => Promise<number | void> | number | void} main takes the command line's arguments
 *   and returns the exit code, or nothing to leave it as it is
 */
export async function runScript(moduleUrl, main) {
  if (!isStarted(fileURLToPath(moduleUrl))) return;
  try {
    checkNodeVersion(process.versions.node);
    endWithNpm();
    const exitCode = await main(process.argv.slice(2));
    if (exitCode !== undefined) process.exitCode = exitCode;
  } catch (error) {
    console.error(error instanceof UserError ? `\nerror: ${error.message}` : error);
    process.exitCode = 1;
  }
}

/**
 * Whether the file is the program that was started. The checkout may be reached through a symbolic link, and Node resolves that in
 * module URLs only.
 * @param {string} file
 */
function isStarted(file) {
  try {
    return realpathSync(process.argv[1] ?? "") === file;
  } catch {
    return false;
  }
}

/**
 * Refuses a Node that is too old.
 * @param {string} version e.g. `20.18.1`
 * @throws {UserError} naming the version that is needed
 */
export function checkNodeVersion(version) {
  const [have, need] = [version, oldestNode].map((text) => text.split(".").map(Number));
  for (const [index, part] of (need ?? []).entries()) {
    const own = have?.[index] ?? 0;
    if (own > part) return;
    if (own < part) {
      throw new UserError(
        `this is Node ${version}, and ${oldestNode} or newer is needed. Install a newer Node (https://nodejs.org) and try again.`,
      );
    }
  }
}
