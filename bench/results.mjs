// The results that are kept in results.json.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/lib/project.mjs";
import { run } from "../scripts/lib/run.mjs";
import { describeMachine, describeVersions } from "./machine.mjs";
import { median } from "./statistics.mjs";

/**
 * @typedef {object} Measured
 * @property {number} median of all samples
 * @property {number} min
 * @property {number} max
 * @property {number[]} runMedians of the samples of each run
 * @property {number[]} samples
 */

/**
 * @typedef {object} GroupResults
 * @property {string} measuredAt the date, ISO 8601
 * @property {boolean} quick whether they are rough
 * @property {number} runs
 * @property {number} loadAverage the highest at the beginning of a run, see `loadAverage`
 * @property {readonly import("./group.mjs").Row[]} rows as they were defined then
 * @property {Record<string, Measured>} measured by the ID of the row
 */

/**
 * @typedef {object} Results
 * @property {import("./machine.mjs").Machine} machine
 * @property {Record<string, string>} versions
 * @property {Record<string, GroupResults>} groups by name; a group that was never measured is missing
 */

const file = join(root, "bench/results.json");

/**
 * Adds groups to results.json, and drops those that were measured on another machine or with other versions.
 * @param {string} terraformVersion
 * @param {Record<string, GroupResults>} groups
 * @returns {Promise<void>}
 */
export async function keepResults(terraformVersion, groups) {
  const basis = { machine: describeMachine(), versions: describeVersions(terraformVersion) };
  const kept = readResults();
  const same =
    kept && JSON.stringify(basis) === JSON.stringify({ machine: kept.machine, versions: kept.versions });
  const results = { ...basis, groups: { ...(same && kept.groups), ...groups } };
  writeFileSync(file, JSON.stringify(results));
  // Formatted like every file, so that a diff shows nothing but figures.
  await run(process.execPath, [
    join(root, "node_modules/@biomejs/biome/bin/biome"),
    "format",
    "--write",
    file,
  ]);
}

/** @returns {Results | undefined} undefined when nothing was ever measured */
export function readResults() {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/**
 * Sums up the samples of one or more runs.
 * @param {readonly import("./group.mjs").Samples[]} runs
 * @returns {Record<string, Measured>}
 */
export function summarize(runs) {
  /** @type {Record<string, Measured>} */
  const measured = {};
  for (const id of new Set(runs.flatMap((run) => Object.keys(run)))) {
    const ofRuns = runs.flatMap((run) => (run[id] ? [run[id].map(round)] : []));
    const samples = ofRuns.flat();
    measured[id] = {
      median: round(median(samples)),
      min: Math.min(...samples),
      max: Math.max(...samples),
      runMedians: ofRuns.map((run) => round(median(run))),
      samples,
    };
  }
  return measured;
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 1000) / 1000;
}
