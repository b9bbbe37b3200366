// Installs the npm packages when they are missing or not the locked ones.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installedAsLocked } from "./installed.mjs";
import { findNpm } from "./npm.mjs";
import { root } from "./project.mjs";
import { run } from "./run.mjs";
import { UserError } from "./script.mjs";

/**
 * Makes node_modules what package-lock.json says; does nothing, quickly, when it already is.
 * @param {(text: string) => void} log takes one line about what is being done
 * @throws {UserError} when npm is missing or fails, with what npm said
 */
export async function installPackages(log) {
  if (installedAsLocked(root)) return;
  const missing = !existsSync(join(root, "node_modules"));
  log(missing ? "installing npm packages (npm ci)" : "npm packages differ from package-lock.json: npm ci");
  const npm = findNpm(process.env);
  const result = await run(
    npm.command,
    [...npm.args, "ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"],
    { cwd: root, env: { ...process.env, NODE_ENV: "development" } },
  );
  if (result.code === 0) return;
  throw new UserError(
    `npm ci failed with exit code ${result.code}:\n\n${result.output.trim()}\n\n` +
      "The packages come from the npm registry. Check that it can be reached (npm ping), behind a proxy or a registry of\n" +
      "your own set `npm config set proxy …` or `npm config set registry …`, and try again.",
  );
}
