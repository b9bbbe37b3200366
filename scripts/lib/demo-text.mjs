// The output of the demo.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Whether the reader is a terminal that wants colours. */
export const withColor = process.stdout.isTTY === true && !process.env.NO_COLOR;

/** @param {string} text */
export function print(text) {
  console.log(text);
}

/** @param {string} text what comes next */
export function heading(text) {
  const line = `== ${text}`;
  console.log(withColor ? `\n\u001b[1m${line}\u001b[0m` : `\n${line}`);
}

/**
 * Prints how to work with the stack and the image that the demo leaves, and writes the environment for it to a file.
 * @param {object} left
 * @param {import("./terraform.mjs").Terraform} left.terraform
 * @param {import("./terraform-folder.mjs").TerraformFolder} left.folder
 * @param {import("./stack.mjs").Stack} left.stack
 * @param {Record<string, string>} left.settings environment variables
 */
export function printNextSteps({ terraform, folder, stack, settings }) {
  const exports = Object.entries(settings).map(([name, value]) => `export ${name}=${quote(value)}`);
  writeFileSync(join(folder.path, "environment.sh"), `${exports.join("\n")}\n`);
  const command = quote(terraform.command);
  heading("The stack and the image stay up");
  print(`Go on in a shell:

  cd ${quote(folder.path)}
  . ./environment.sh

which sets

  ${exports.join("\n  ")}

Then, for example:

  ${command} state show alibabacloudstack_image.default
  ${command} apply        (after a change of main.tf; -auto-approve spares the question)
  ${command} destroy      (-auto-approve spares the question)
  curl ${stack.endpoint}/_local/state
  tail -f local-stack.log

Stop the stack and remove the folder:

  kill ${stack.pid}
  rm -r ${quote(folder.path)}`);
}

/**
 * A word for a POSIX shell.
 * @param {string} text
 */
function quote(text) {
  return /^[\w./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
