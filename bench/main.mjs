// npm run bench: measures the provider, and shows every budget that it meets or misses. `npm run bench -- --help` lists the options.
import { parseArgs } from "node:util";
import { build } from "../scripts/build.mjs";
import { InterruptedError, Interruption } from "../scripts/lib/interruption.mjs";
import { runScript, UserError } from "../scripts/lib/script.mjs";
import { findTerraform } from "../scripts/lib/terraform.mjs";
import { groups } from "./groups.mjs";
import { loadAverage } from "./machine.mjs";
import { writeReadme } from "./readme.mjs";
import { keepResults, summarize } from "./results.mjs";
import { summarizeGroups } from "./summary.mjs";
import { table } from "./table.mjs";
import { withWorkbench } from "./workbench.mjs";

const usage = `Usage: npm run bench -- [options]

Measures the provider against a local stack, prints a table and writes bench/results.json.

  --quick          fewer rounds: rough figures in a minute or two
  --only GROUP     one group, the others keep their results: ${groups.map(({ name }) => name).join(", ")}
  --runs NUMBER    measure everything this many times; the samples of all runs count (1)
  --write-readme   write bench/README.md and bench/scaling.svg from bench/results.json, and measure nothing
  --help           show this text`;

await runScript(import.meta.url, async (args) => {
  const options = readOptions(args);
  if (!options.help && !options.writeReadme) return await measure(options);
  if (options.help) console.log(usage);
  else writeReadme();
  return 0;
});

/**
 * @typedef {object} Options
 * @property {boolean} help
 * @property {boolean} writeReadme
 * @property {boolean} quick
 * @property {number} runs
 * @property {readonly import("./group.mjs").Group[]} chosen
 */

/**
 * @param {string[]} args
 * @returns {Options}
 */
function readOptions(args) {
  const { values } = parse(args);
  const runs = Number(values.runs ?? 1);
  if (!Number.isInteger(runs) || runs < 1)
    throw new UserError(`--runs needs a whole number, not ${values.runs}.`);
  const chosen = groups.filter(({ name }) => values.only === undefined || name === values.only);
  if (chosen.length === 0) throw new UserError(`there is no group ${values.only}.\n\n${usage}`);
  const { help = false, quick = false } = values;
  if (values["write-readme"] && (quick || values.only !== undefined || values.runs !== undefined))
    throw new UserError("--write-readme measures nothing: measure first, and give it alone then.");
  return { help, writeReadme: values["write-readme"] ?? false, quick, runs, chosen };
}

/** @param {string[]} args */
function parse(args) {
  try {
    const flag = /** @type {const} */ ({ type: "boolean" });
    const text = /** @type {const} */ ({ type: "string" });
    const options = { quick: flag, only: text, runs: text, "write-readme": flag, help: flag };
    return parseArgs({ args, options });
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

/**
 * Measures, shows and keeps the results.
 * @param {Options} options
 * @returns {Promise<number>} the exit code; a missed budget is no error
 */
async function measure({ quick, runs, chosen }) {
  const terraform = await findTerraform(process.env);
  await build(console.error);
  const interruption = endedByTwo("SIGINT");
  const tools = { terraform, interruption, quick };
  /** @type {Map<string, import("./group.mjs").Outcome[]>} */
  const outcomes = new Map(chosen.map(({ name }) => [name, []]));
  let highestLoad = 0;
  try {
    for (let run = 1; run <= runs; run++) {
      highestLoad = Math.max(highestLoad, loadAverage());
      for (const group of chosen) {
        console.error(`measuring: ${group.title}${runs > 1 ? ` (run ${run} of ${runs})` : ""}`);
        outcomes.get(group.name)?.push(await withWorkbench(tools, group.measure));
      }
    }
  } catch (error) {
    if (error instanceof InterruptedError) return error.exitCode;
    throw error;
  }
  const measuredAt = new Date().toISOString();
  const results = Object.fromEntries(
    [...outcomes].map(([name, ofRuns]) => [
      name,
      {
        measuredAt,
        quick,
        runs,
        loadAverage: highestLoad,
        rows: ofRuns[0]?.rows ?? [],
        measured: summarize(ofRuns.map(({ samples }) => samples)),
      },
    ]),
  );
  await keepResults(terraform.version, results);
  console.log(`\n${table(summarizeGroups(results))}`);
  return 0;
}

/**
 * An interruption, which ends the work with the command that is running. A second signal does not wait for that.
 * @param {NodeJS.Signals} signal
 */
function endedByTwo(signal) {
  const interruption = new Interruption();
  process.once(signal, () => process.once(signal, () => process.exit(130)));
  return interruption;
}
