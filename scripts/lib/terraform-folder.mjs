// A folder in which terraform runs with the built provider and without the user's own settings.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mirror } from "./project.mjs";

/**
 * @typedef {object} TerraformFolder
 * @property {string} path absolute, below the system's folder for temporary files
 * @property {Record<string, string>} settings the environment variables that make terraform use the mirror
 * @property {NodeJS.ProcessEnv} env for unattended programs: this process's environment without the user's settings of terraform and
 *   the provider, with `settings`, and without questions
 * @property {() => void} remove removes the folder
 */

/**
 * Makes the folder, with a CLI configuration that installs providers from the mirror in dist/ only.
 * @param {string} name what the folder's name begins with
 * @returns {TerraformFolder}
 */
export function makeTerraformFolder(name) {
  const path = mkdtempSync(join(tmpdir(), `${name}-`));
  const configFile = join(path, "terraform.rc");
  writeFileSync(configFile, cliConfig());
  const settings = { TF_CLI_CONFIG_FILE: configFile };
  const unattended = { TF_IN_AUTOMATION: "1", TF_INPUT: "0", CHECKPOINT_DISABLE: "1" };
  return {
    path,
    settings,
    env: { ...cleanEnvironment(process.env), ...settings, ...unattended },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

function cliConfig() {
  const path = JSON.stringify(mirror.replaceAll("\\", "/"));
  return `provider_installation {\n  filesystem_mirror {\n    path = ${path}\n  }\n}\n`;
}

/**
 * Leaves out a user's settings of terraform (but for its logging) and credentials for real clouds.
 * @param {NodeJS.ProcessEnv} env
 */
function cleanEnvironment(env) {
  const foreign = /^(TF_(?!LOG)|ALIBABACLOUDSTACK_|ALIBABA_CLOUD_|ALICLOUD_)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}
