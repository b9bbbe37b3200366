// Folders of text files as maps, to compare what is there with what should be.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/**
 * @typedef {Map<string, string>} FileTree content by path, relative to a folder, with forward slashes
 */

/**
 * @param {string} folder
 * @returns {FileTree} empty when there is no such folder
 */
export function readTree(folder) {
  /** @type {FileTree} */
  const tree = new Map();
  if (!existsSync(folder)) return tree;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    tree.set(relative(folder, file).split(sep).join("/"), readFileSync(file, "utf8"));
  }
  return tree;
}

/**
 * Makes a folder hold what it should, as far as it is ours.
 * @param {string} folder
 * @param {FileTree} wanted
 * @param {FileTree} present what is there now and is ours; what is not wanted is removed
 */
export function writeTree(folder, wanted, present) {
  for (const path of present.keys()) if (!wanted.has(path)) rmSync(join(folder, path));
  for (const [path, content] of wanted) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (present.get(path) !== content) writeFileSync(join(folder, path), content);
  }
}

/**
 * @param {FileTree} wanted
 * @param {FileTree} present
 * @returns {string[]} one line a difference, e.g. `docs/index.md is out of date`; empty when there is none
 */
export function differences(wanted, present) {
  const lines = [];
  for (const path of [...new Set([...wanted.keys(), ...present.keys()])].sort()) {
    if (!present.has(path)) lines.push(`${path} is missing`);
    else if (!wanted.has(path)) lines.push(`${path} should not be there`);
    else if (wanted.get(path) !== present.get(path)) lines.push(`${path} is out of date`);
  }
  return lines;
}
