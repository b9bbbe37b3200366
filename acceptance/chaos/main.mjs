// npm run test:chaos: random scenarios in which calls, connections and processes break. `npm run test:chaos -- --help` lists the options.
import { parseArgs } from "node:util";
import { build } from "../../scripts/build.mjs";
import { importTypeScript } from "../../scripts/lib/import-typescript.mjs";
import { executable } from "../../scripts/lib/project.mjs";
import { runScript, UserError } from "../../scripts/lib/script.mjs";
import { findTerraform } from "../../scripts/lib/terraform.mjs";

const usage = `Usage: npm run test:chaos -- [options]

Runs terraform with the provider against a local stack while calls, connections and processes break, and checks that no image is lost.

  --scenarios NUMBER  how many (300)
  --seed NUMBER       seed of the first scenario, the others count on from it; CHAOS_SEED sets it as well (a random one)
  --parallel NUMBER   how many at the same time (2)
  --no-throttling     leave out the 200 images that are made against a service that throttles
  --verbose           show every scenario and all that terraform wrote
  --help              show this text`;

await runScript(import.meta.url, async (args) => {
  const { help, ...options } = readOptions(args);
  if (help) {
    console.log(usage);
    return 0;
  }
  process.env.TERRAFORM_BIN = (await findTerraform(process.env)).command;
  await build(console.error);
  /** @type {typeof import("./run-chaos.ts")} */
  const { runChaos } = await importTypeScript("acceptance/chaos/run-chaos.ts");
  return (await runChaos({ ...options, executable })) ? 0 : 1;
});

/** @param {string[]} args */
function readOptions(args) {
  const { values } = parse(args);
  return {
    help: values.help ?? false,
    verbose: values.verbose ?? false,
    throttled: !(values["no-throttling"] ?? false),
    scenarios: whole("--scenarios", values.scenarios ?? "300", 1),
    seed: whole("--seed", values.seed ?? process.env.CHAOS_SEED ?? String(Date.now() % 1_000_000), 0),
    parallel: whole("--parallel", values.parallel ?? "2", 1),
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    const flag = /** @type {const} */ ({ type: "boolean" });
    const text = /** @type {const} */ ({ type: "string" });
    const options = {
      scenarios: text,
      seed: text,
      parallel: text,
      verbose: flag,
      "no-throttling": flag,
      help: flag,
    };
    return parseArgs({ args, options });
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} lowest
 */
function whole(name, text, lowest) {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= lowest) return number;
  throw new UserError(`${name} needs a whole number of at least ${lowest}, not ${text}.\n\n${usage}`);
}
