// The tools and the temporary folder of a group of measurements.
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
 * @property {(cleanUp: () => void | Promise<void>) => void} atEnd registers a function to call when the work has ended
 */

/** @typedef {Tools & Place} Workbench */

/**
 * Runs work on a workbench of its own, and cleans up when it has ended or failed.
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
    return await work({ ...tools, folder, atEnd: (cleanUp) => atEnd.unshift(cleanUp) });
  } finally {
    for (const cleanUp of atEnd) await cleanUp();
  }
}
