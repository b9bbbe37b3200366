// Compares node_modules with package-lock.json.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {Record<string, { version?: string; integrity?: string; resolved?: string; link?: boolean; optional?: boolean; devOptional?: boolean; }>} LockedPackages */

/**
 * Compares package-lock.json with the record that npm keeps of what it installed, node_modules/.package-lock.json.
 * @param {string} folder the folder of package-lock.json
 * @returns {boolean} false also when there is no such record
 */
export function installedAsLocked(folder) {
  const locked = readPackages(join(folder, "package-lock.json"));
  const installed = readPackages(join(folder, "node_modules/.package-lock.json"));
  return locked !== undefined && installed !== undefined && samePackages(locked, installed);
}

/**
 * @param {LockedPackages} locked
 * @param {LockedPackages} installed
 * @returns {boolean} true when every package is there in the locked version and no other is; an optional package (one of
 *   another operating system, say) may be missing
 */
export function samePackages(locked, installed) {
  for (const [path, wanted] of Object.entries(locked)) {
    if (!path.startsWith("node_modules/") && !path.includes("/node_modules/")) continue;
    const found = installed[path];
    if (found === undefined) {
      if (wanted.optional || wanted.devOptional) continue;
      return false;
    }
    if (found.version !== wanted.version || found.link !== wanted.link) return false;
    if (wanted.integrity !== undefined && found.integrity !== wanted.integrity) return false;
  }
  return Object.keys(installed).every((path) => path in locked);
}

/**
 * @param {string} file
 * @returns {LockedPackages | undefined} undefined when the file is missing or damaged
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}
