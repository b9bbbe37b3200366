// README.md of this folder: every figure in it comes from results.json.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/lib/project.mjs";
import { UserError } from "../scripts/lib/script.mjs";
import { growth } from "./growth.mjs";
import { growthPlot, growthText } from "./growth-report.mjs";
import { readResults } from "./results.mjs";
import { summarizeGroups } from "./summary.mjs";
import { budgetsLine } from "./table.mjs";

const folder = join(root, "bench");

/**
 * Writes README.md and scaling.svg from the results that are kept.
 * @throws {UserError} when nothing was ever measured
 */
export function writeReadme() {
  const results = readResults();
  if (results === undefined) throw new UserError("bench/results.json is missing: run npm run bench first.");
  writeFileSync(join(folder, "README.md"), readmeText(results));
  const ofGrowth = results.groups[growth.name];
  if (ofGrowth) writeFileSync(join(folder, "scaling.svg"), growthPlot(ofGrowth.measured));
}

/**
 * @param {import("./results.mjs").Results} results
 * @returns {string} Markdown
 */
function readmeText(results) {
  const groups = summarizeGroups(results.groups);
  return `<!-- Written by "npm run bench -- --write-readme" from results.json. Do not edit. -->
# Benchmarks

\`npm run bench\` builds, measures what follows with the real terraform and the local stack, prints it, and writes
[results.json](results.json). \`-- --help\` lists the options.

${basis(results)}

${budgetsLine(groups)}.

Everything is measured alternately, round by round, after a round that does not count, so that what else happens on the machine hits all of it alike.
A value is the median of all samples, where it does not say otherwise; "spread" is the least and the most. A floor is what nothing of the kind can be
faster than, measured in the same rounds, and the ratio is that of value and floor. MB are 10^6 bytes.

${groups.map(section).join("\n\n")}
`;
}

/** @param {import("./results.mjs").Results} results */
function basis({ machine, versions, groups }) {
  const programs = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const all = Object.values(groups);
  const days = [...new Set(all.map(({ measuredAt }) => measuredAt.slice(0, 10)))].sort();
  const runs = [...new Set(all.map((group) => group.runs))].sort((a, b) => a - b);
  const load = Math.max(...all.map(({ loadAverage }) => loadAverage));
  const rough = all.some(({ quick }) => quick) ? " **Some are from quick runs and rough.**" : "";
  return `Machine: ${machine.processor}, ${machine.cores} ${machine.cores === 1 ? "core" : "cores"}, ${machine.memoryGb} GB, ${machine.system}. Versions: ${programs.join(", ")}.
Measured on ${days.join(", ")}, in ${runs.join(" or ")} ${runs.length === 1 && runs[0] === 1 ? "run" : "runs"} of each group; the load average before a run was ${load.toFixed(2)} at most.${rough}`;
}

/** @param {import("./summary.mjs").SummaryGroup} summary */
function section({ group, results, rows }) {
  const isGrowth = group.name === growth.name;
  const body = isGrowth
    ? `![Time, processor time, API calls and memory against the number of images](scaling.svg)\n\n${growthText(results.measured)}`
    : rowsTable(rows);
  return `## ${group.title}\n\n${group.notes.join("\n\n")}\n\n${body}`;
}

/** @param {readonly import("./summary.mjs").SummaryRow[]} rows */
function rowsTable(rows) {
  const lines = rows.map(
    ({ name, value, spread, floor, ratio, budget, verdict }) =>
      `| ${name} | ${value} | ${spread} | ${floor} | ${ratio} | ${budget} | ${verdict} |`,
  );
  return `| what | value | spread | floor | ratio | budget | |\n|---|---:|---:|---:|---:|---:|---|\n${lines.join("\n")}`;
}
