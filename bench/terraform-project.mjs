// A folder with a configuration, in which commands of terraform are timed.
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { executable, providerSource } from "../scripts/lib/project.mjs";
import { run } from "../scripts/lib/run.mjs";
import { makeTerraformFolder } from "../scripts/lib/terraform-folder.mjs";
import { canMeasureUsage, sampleProcess } from "./child-processes.mjs";

/**
 * How terraform gets the provider. `mirror`: installed by init from dist/mirror, as users do; `override`: the same executable named as
 * development override, whose bytes terraform does not check; any other text: installed from the filesystem mirror at that path.
 * @typedef {"mirror" | "override" | string} Installation
 */

/**
 * @typedef {object} TimedRun
 * @property {number} ms from the start of the program to its end
 * @property {string} stdout
 * @property {import("./child-processes.mjs").Usage | undefined} usage of terraform, whose children are the provider's processes;
 *   undefined where it is not measured
 */

/**
 * @typedef {object} TerraformProject
 * @property {(name: string, text: string) => void} write writes a file
 * @property {() => void} forgetState removes the state
 * @property {(...args: string[]) => Promise<TimedRun>} run runs a command, which must succeed
 */

/**
 * Makes a folder, and initialises it; removed when the work on the workbench ends.
 * @param {import("./workbench.mjs").Workbench} workbench
 * @param {object} setup
 * @param {Record<string, string>} setup.files by name
 * @param {Record<string, string>} [setup.env] for the provider
 * @param {Installation} [setup.installation] `mirror` when not given
 * @returns {Promise<TerraformProject>}
 */
export async function openProject(workbench, { files, env = {}, installation = "mirror" }) {
  const { terraform, interruption } = workbench;
  const folder = makeTerraformFolder("alibabacloudstack-bench");
  workbench.atEnd(folder.remove);
  const write = (/** @type {string} */ name, /** @type {string} */ text) =>
    writeFileSync(join(folder.path, name), text);
  for (const [name, text] of Object.entries(files)) write(name, text);
  if (installation !== "mirror") write("terraform.rc", cliConfig(installation));

  /** @param {string[]} args */
  const timed = async (...args) => {
    interruption.check();
    /** @type {ReturnType<typeof sampleProcess> | undefined} */
    let stopSampling;
    const startedAt = performance.now();
    const result = await run(terraform.command, [...args, "-no-color"], {
      cwd: folder.path,
      env: { ...folder.env, ...env },
      ownGroup: true,
      onStart: (child) => {
        interruption.watch(child);
        if (canMeasureUsage && child.pid !== undefined) stopSampling = sampleProcess(child.pid);
      },
    });
    const ms = performance.now() - startedAt;
    const usage = stopSampling?.();
    interruption.check();
    if (result.code !== 0) {
      throw new Error(`terraform ${args.join(" ")} ended with exit code ${result.code}:\n${result.output}`);
    }
    return { ms, stdout: result.stdout, usage };
  };
  if (installation !== "override") await timed("init");
  return {
    write,
    forgetState: () => rmSync(join(folder.path, "terraform.tfstate"), { force: true }),
    run: timed,
  };
}

/** @param {Installation} installation */
function cliConfig(installation) {
  const method =
    installation === "override"
      ? `dev_overrides {\n    ${JSON.stringify(providerSource)} = ${JSON.stringify(dirname(executable))}\n  }\n  direct {}`
      : `filesystem_mirror {\n    path = ${JSON.stringify(installation)}\n  }`;
  return `provider_installation {\n  ${method}\n}\n`;
}
