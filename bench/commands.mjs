// Commands of terraform with one image.
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { mirrorFiles } from "../scripts/lib/mirror.mjs";
import { nodeBundle } from "../scripts/lib/project.mjs";
import { oneData, oneImage } from "./configurations.mjs";
import { interleave } from "./rounds.mjs";
import { startControlledStack } from "./stack-control.mjs";
import { openProject } from "./terraform-project.mjs";

/** @type {readonly import("./group.mjs").Row[]} */
const rows = [
  { id: "schema.floor", name: "providers schema, without provider", unit: "ms" },
  { id: "schema", name: "providers schema", unit: "ms", floor: "schema.floor", budgetRatio: 2.2 },
  { id: "validate.floor", name: "validate, without provider", unit: "ms" },
  { id: "validate", name: "validate", unit: "ms", floor: "validate.floor", budgetRatio: 2.8 },
  { id: "plan.floor", name: "plan, without provider", unit: "ms" },
  { id: "plan", name: "plan", unit: "ms", floor: "plan.floor", budgetRatio: 3.8 },
  { id: "plan.override", name: "plan, development override", unit: "ms", floor: "plan.floor" },
  { id: "plan.bundle", name: "plan, Node bundle", unit: "ms", floor: "plan.floor" },
  { id: "apply.floor", name: "apply (create), without provider", unit: "ms" },
  { id: "apply", name: "apply (create)", unit: "ms", floor: "apply.floor" },
  { id: "destroy.floor", name: "destroy, without provider", unit: "ms" },
  { id: "destroy", name: "destroy", unit: "ms", floor: "destroy.floor" },
];

/** @type {import("./group.mjs").Group} */
export const commands = {
  name: "commands",
  title: "Commands with one image",
  notes: [
    "Wall time of terraform. The floor is the same command on a configuration of one `terraform_data`, which needs no provider process. The local stack answers at once, and images are ready and gone at once. `plan` refreshes an image that exists and finds no changes.",
    "Terraform reads and hashes the installed provider in every command, so the size of the file counts. A development override is not hashed: the difference is what the hash costs.",
  ],
  async measure(workbench) {
    const stack = await startControlledStack(workbench, { imageSeconds: 0, deleteSeconds: 0 });
    const files = { "main.tf": oneImage(stack.snapshotId) };
    const contenders = [
      lifeOf(await openProject(workbench, { files: { "main.tf": oneData } }), ".floor"),
      lifeOf(await openProject(workbench, { files, env: stack.env }), ""),
      await planOnly(workbench, { files, env: stack.env, installation: "override" }, "plan.override"),
    ];
    if (process.platform !== "win32") {
      const installation = mirrorOfBundle(workbench.folder);
      contenders.push(await planOnly(workbench, { files, env: stack.env, installation }, "plan.bundle"));
    }
    return { rows, samples: await interleave(contenders, { rounds: workbench.quick ? 2 : 12 }) };
  },
};

/**
 * All commands in the order of an image's life.
 * @param {import("./terraform-project.mjs").TerraformProject} project
 * @param {string} suffix of the rows' IDs
 * @returns {import("./rounds.mjs").Contender}
 */
function lifeOf(project, suffix) {
  return async () => ({
    [`schema${suffix}`]: (await project.run("providers", "schema", "-json")).ms,
    [`validate${suffix}`]: (await project.run("validate")).ms,
    [`apply${suffix}`]: (await project.run("apply", "-auto-approve")).ms,
    [`plan${suffix}`]: (await project.run("plan", "-detailed-exitcode")).ms,
    [`destroy${suffix}`]: (await project.run("destroy", "-auto-approve")).ms,
  });
}

/**
 * @param {import("./workbench.mjs").Workbench} workbench
 * @param {Parameters<typeof openProject>[1]} setup
 * @param {string} id
 * @returns {Promise<import("./rounds.mjs").Contender>}
 */
async function planOnly(workbench, setup, id) {
  const project = await openProject(workbench, setup);
  return async () => {
    await project.run("apply", "-auto-approve");
    const { ms } = await project.run("plan", "-detailed-exitcode");
    await project.run("destroy", "-auto-approve");
    return { [id]: ms };
  };
}

/**
 * A filesystem mirror with the Node bundle in the place of the executable.
 * @param {string} folder
 */
function mirrorOfBundle(folder) {
  const mirror = join(folder, "mirror");
  for (const file of mirrorFiles(mirror)) {
    mkdirSync(dirname(file), { recursive: true });
    copyFileSync(nodeBundle, file);
  }
  return mirror;
}
