// What the measurements of a group work with, and how it is cleared away.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * @typedef {object} Tools
 * @property {import("../scripts/lib/terraform.mjs").Terraform} terraform
 * @property {import("../scripts/lib/interruption.mjs").Interruption} interruption
 * @property {boolean} quick whether rough figures are enough
 */

/**
 * @typedef {object} Place
 * @property {string} folder for temporary files
 * @property {(clear: () => void | Promise<void>) => void} atEnd is given what to do when the work has ended
 */

/** @typedef {Tools & Place} Workbench */

/**
 * Does work on a workbench of its own, and clears that away when the work has ended, however it did.
 * @template T
 * @param {Tools} tools
 * @param {(workbench: Workbench) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withWorkbench(tools, work) {
  const folder = mkdtempSync(join(tmpdir(), "alibabacloudstack-bench-"));
  /** @type {(() => void | Promise<void>)[]} */
  const atEnd = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    return await work({ ...tools, folder, atEnd: (clear) => atEnd.unshift(clear) });
  } finally {
    for (const clear of atEnd) await clear();
  }
}
