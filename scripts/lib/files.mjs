// Writes files atomically.
import { chmodSync, copyFileSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { dist } from "./project.mjs";

/**
 * A path for a file that is not finished. It is below dist/, so on the same file system as what it will be renamed to, and in a
 * folder of its own, where terraform does not take it for a provider.
 * @param {string} name the file name it will have
 */
export function temporaryPath(name) {
  const folder = join(dist, ".tmp", String(process.pid));
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}

/** Removes every temporary file, also those of a build that was killed. For the holder of the build's lock. */
export function removeTemporaryFiles() {
  rmSync(join(dist, ".tmp"), { recursive: true, force: true });
}

/**
 * Puts a finished file in place of whatever is there; programs that run the old one keep running it.
 * @param {string} temporary from `temporaryPath`
 * @param {string} file where it belongs; its folder is made
 * @param {number} mode permissions, e.g. 0o755
 */
export function publish(temporary, file, mode) {
  mkdirSync(dirname(file), { recursive: true });
  chmodSync(temporary, mode);
  renameSync(temporary, file);
}

/**
 * Writes a file in one step.
 * @param {string} file its folder is made
 * @param {string} content
 * @param {number} [mode] permissions
 */
export function publishText(file, content, mode = 0o644) {
  const temporary = temporaryPath(basename(file));
  writeFileSync(temporary, content);
  publish(temporary, file, mode);
}

/**
 * Gives a file a second name without a second copy of its bytes, where the file system can.
 * @param {string} existing
 * @param {string} file the second name; its folder is made
 */
export function publishLink(existing, file) {
  const temporary = temporaryPath(`link-${basename(file)}`);
  rmSync(temporary, { force: true });
  try {
    linkSync(existing, temporary);
  } catch {
    copyFileSync(existing, temporary);
  }
  mkdirSync(dirname(file), { recursive: true });
  // A rename between two names of one file does nothing, and would leave the temporary name behind.
  rmSync(file, { force: true });
  renameSync(temporary, file);
}
