// The machine and the versions of the programs.
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { projectVersion, root } from "../scripts/lib/project.mjs";

/**
 * @typedef {object} Machine
 * @property {string} processor
 * @property {number} cores
 * @property {number} memoryGb in 10^9 bytes, rounded
 * @property {string} system name and version of the operating system's kernel
 */

/** @returns {Machine} */
export function describeMachine() {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? "unknown processor",
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${type()} ${release()}, ${process.arch}`,
  };
}

/**
 * @param {string} terraformVersion e.g. `Terraform v1.11.4`
 * @returns {Record<string, string>} versions by the name of the program
 */
export function describeVersions(terraformVersion) {
  const [terraformName = "terraform", version = ""] = terraformVersion.split(" v");
  return {
    provider: projectVersion(),
    [terraformName]: version,
    Node: process.versions.node,
    Bun: JSON.parse(readFileSync(join(root, "node_modules/bun/package.json"), "utf8")).version,
  };
}

/** The load average of the last minute; 0 where the system has none. */
export function loadAverage() {
  return loadavg()[0] ?? 0;
}
