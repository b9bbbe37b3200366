// Finds terraform, or tofu.
import { run } from "./run.mjs";
import { UserError } from "./script.mjs";

/**
 * @typedef {object} Terraform
 * @property {string} command a program name or path
 * @property {string} version what it calls itself, e.g. `Terraform v1.11.4`
 */

/**
 * The program that `TERRAFORM_BIN` names, else terraform, else tofu.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Terraform>}
 * @throws {UserError} when none of them runs
 */
export async function findTerraform(env) {
  const named = env.TERRAFORM_BIN;
  for (const command of named ? [named] : ["terraform", "tofu"]) {
    const version = await versionOf(command, env);
    if (version !== undefined) return { command, version };
  }
  throw new UserError(
    named
      ? `TERRAFORM_BIN is ${named}, and that is no program of Terraform or OpenTofu that runs here. Correct it, or unset it to use the one on the PATH.`
      : "neither terraform nor tofu is on the PATH. Install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu\n" +
          "(https://opentofu.org/docs/intro/install), or name the program in the environment variable TERRAFORM_BIN.",
  );
}

/**
 * @param {string} command
 * @param {NodeJS.ProcessEnv} env
 */
async function versionOf(command, env) {
  const result = await run(command, ["version"], { env: { ...env, CHECKPOINT_DISABLE: "1" } });
  return result.code === 0 ? /^(Terraform|OpenTofu) v\S+/m.exec(result.stdout)?.[0] : undefined;
}
