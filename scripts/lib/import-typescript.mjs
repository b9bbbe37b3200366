// Loads TypeScript, which Node 20 cannot run.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

/**
 * Bundles a module with everything that it imports, and loads the bundle. The packages must be installed.
 * @param {string} entry a TypeScript file, relative to the root of the checkout
 * @returns {Promise<any>} its exports; the caller names their type, `typeof import("…")`
 */
export async function importTypeScript(entry) {
  const folder = mkdtempSync(join(tmpdir(), "alibabacloudstack-import-"));
  try {
    const file = join(folder, "bundle.mjs");
    writeFileSync(file, await bundle(entry, "module"));
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
