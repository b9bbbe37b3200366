// npm run demo: the quickstart example on a local Apsara Stack, with the real terraform, from init to destroy.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { heading, print, printNextSteps, withColor } from "./lib/demo-text.mjs";
import { InterruptedError, Interruption } from "./lib/interruption.mjs";
import { root } from "./lib/project.mjs";
import { run } from "./lib/run.mjs";
import { runScript, UserError } from "./lib/script.mjs";
import { listImages, startStack } from "./lib/stack.mjs";
import { findTerraform } from "./lib/terraform.mjs";
import { makeTerraformFolder } from "./lib/terraform-folder.mjs";

/**
 * @typedef {object} Demo
 * @property {import("./lib/terraform.mjs").Terraform} terraform
 * @property {import("./lib/terraform-folder.mjs").TerraformFolder} folder
 * @property {import("./lib/stack.mjs").Stack} stack
 * @property {NodeJS.ProcessEnv} env
 * @property {Interruption} interruption
 */

await runScript(import.meta.url, async (args) => {
  const keep = args.includes("--keep");
  const unknownOption = args.find((arg) => arg !== "--keep");
  if (unknownOption !== undefined) {
    throw new UserError(`the demo does not know ${unknownOption}. It has one option: npm run demo -- --keep`);
  }
  const terraform = await findTerraform(process.env);
  heading(`Demo of the provider with ${terraform.version}`);
  await build(print);
  return await runDemo(terraform, keep);
});

/**
 * @param {import("./lib/terraform.mjs").Terraform} terraform
 * @param {boolean} keep whether the stack and the image stay
 * @returns {Promise<number>} the exit code
 */
async function runDemo(terraform, keep) {
  const interruption = new Interruption();
  const folder = makeTerraformFolder("alibabacloudstack-demo");
  /** @type {import("./lib/stack.mjs").Stack | undefined} */
  let stack;
  let kept = false;
  try {
    heading("A local Apsara Stack");
    stack = await startStack(folder.path);
    print(
      `It listens on ${stack.endpoint}, region ${stack.region}, and has an instance to make an image of: ${stack.instanceIds[0]}`,
    );
    const settings = providerSettings(stack);
    const demo = { terraform, folder, stack, env: { ...folder.env, ...settings }, interruption };
    await createImage(demo);
    if (keep) {
      printNextSteps({ terraform, folder, stack, settings: { ...folder.settings, ...settings } });
      kept = true;
      return 0;
    }
    await changeImage(demo);
    await destroyImage(demo);
    heading("Done: created, shown, planned without changes, changed in place and destroyed");
    return 0;
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    print("Interrupted.");
    return error.exitCode;
  } finally {
    if (!kept) {
      await stack?.stop();
      folder.remove();
      print("The local stack is stopped, and the demo's folder is removed.");
    }
  }
}

/** @param {Demo} demo */
async function createImage(demo) {
  heading("The configuration: examples/quickstart/main.tf");
  copyFileSync(join(root, "examples/quickstart/main.tf"), join(demo.folder.path, "main.tf"));
  print(readFileSync(join(demo.folder.path, "main.tf"), "utf8").trim());

  await step(demo, "Install the provider from dist/mirror", ["init"]);
  await step(demo, "Plan", ["plan", "-out=plan.tfplan"]);
  await step(demo, "Create the image, and wait until it is Available", ["apply", "plan.tfplan"]);
  await step(demo, "The image, as terraform keeps it", ["show"]);
  heading("The image, as the stack has it");
  const { ImageId, ImageName, Description, Status, Size, Tags } = (await theImage(demo)) ?? {};
  print(JSON.stringify({ ImageId, ImageName, Description, Status, Size, Tags }, undefined, 2));
  await step(demo, "Plan again: nothing must be left to do", ["plan", "-detailed-exitcode"]);
}

/** @param {Demo} demo */
async function changeImage(demo) {
  const file = join(demo.folder.path, "main.tf");
  const description = "changed in place";
  const before = await theImage(demo);
  const changed = readFileSync(file, "utf8").replace(
    /description( *)= ".*"/,
    `description$1= "${description}"`,
  );
  writeFileSync(file, changed);
  await step(demo, `Change the description to "${description}": the image stays the same one`, [
    "apply",
    "-auto-approve",
  ]);
  const after = await theImage(demo);
  if (after?.ImageId !== before?.ImageId || after?.Description !== description) {
    throw new UserError(
      `the image should have been changed in place, but the stack has ${JSON.stringify(after)}.`,
    );
  }
}

/** @param {Demo} demo */
async function destroyImage(demo) {
  await step(demo, "Destroy the image", ["destroy", "-auto-approve"]);
  const left = await theImage(demo);
  if (left !== undefined)
    throw new UserError(`the image should be gone, but the stack has ${JSON.stringify(left)}.`);
}

/**
 * Runs terraform, with its output shown.
 * @param {Demo} demo
 * @param {string} title
 * @param {string[]} args terraform's command and its options
 */
async function step({ terraform, folder, env, interruption }, title, args) {
  interruption.check();
  heading(title);
  print(`$ ${terraform.command} ${args.join(" ")}`);
  const result = await run(terraform.command, withColor ? args : [...args, "-no-color"], {
    cwd: folder.path,
    env,
    show: "all",
    ownGroup: true,
    onStart: (child) => interruption.watch(child),
  });
  interruption.check();
  if (result.code === 2 && args.includes("-detailed-exitcode")) {
    throw new UserError("the second plan should be empty, but it is not: see above.");
  }
  if (result.code !== 0)
    throw new UserError(`terraform ${args[0]} ended with exit code ${result.code}: see above.`);
}

/** @param {Demo} demo */
async function theImage({ stack }) {
  return (await listImages(stack)).find((image) => image.ImageOwnerAlias === "self");
}

/**
 * The environment variables that lead the provider to the stack.
 * @param {import("./lib/stack.mjs").Stack} stack
 * @returns {Record<string, string>}
 */
function providerSettings(stack) {
  return {
    ALIBABACLOUDSTACK_ACCESS_KEY: stack.accessKeyId,
    ALIBABACLOUDSTACK_SECRET_KEY: stack.accessKeySecret,
    ALIBABACLOUDSTACK_REGION: stack.region,
    ALIBABACLOUDSTACK_ECS_ENDPOINT: stack.endpoint,
  };
}
