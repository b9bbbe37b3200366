// Many images in the state of a project, without having been created one by one.
import { randomUUID } from "node:crypto";
import { providerSource } from "../scripts/lib/project.mjs";
import { listedData, listedImages } from "./configurations.mjs";
import { startControlledStack } from "./stack-control.mjs";
import { openProject } from "./terraform-project.mjs";

/**
 * @typedef {object} ListedImages
 * @property {import("./stack-control.mjs").StackControl} stack holds the images
 * @property {import("./terraform-project.mjs").TerraformProject} project has them in its configuration and its state
 * @property {import("./terraform-project.mjs").TerraformProject} floor has as many `terraform_data` in their place
 */

/**
 * Sets up a stack with images, and two projects whose plans are empty.
 * @param {import("./workbench.mjs").Workbench} workbench
 * @param {number} count
 * @param {number} [resources] among which the images are shared out, as their instances
 * @returns {Promise<ListedImages>}
 */
export async function listImages(workbench, count, resources = 1) {
  const stack = await startControlledStack(workbench);
  const images = await stack.seedImages(count);
  const perResource = Math.ceil(count / resources);
  const lists = Array.from({ length: resources }, (_each, index) =>
    images.slice(index * perResource, (index + 1) * perResource),
  );
  const names = JSON.stringify(lists.map((list) => list.map(({ ImageName }) => ImageName)));
  const project = await openProject(workbench, {
    files: {
      "main.tf": listedImages(stack.snapshotId, resources),
      "images.json": names,
      "terraform.tfstate": stateFile(stack.snapshotId, lists),
    },
    env: stack.env,
  });
  // What only the service knows gets into the state, as after a create.
  await project.run("apply", "-refresh-only", "-auto-approve");
  const floor = await openProject(workbench, { files: { "main.tf": listedData, "images.json": names } });
  await floor.run("apply", "-auto-approve");
  return { stack, project, floor };
}

/**
 * A plan that must find nothing to do.
 * @param {import("./terraform-project.mjs").TerraformProject} project
 * @param {number} [parallelism] terraform's own default when not given
 */
export function emptyPlan(project, parallelism) {
  const options = parallelism === undefined ? [] : [`-parallelism=${parallelism}`];
  return project.run("plan", "-detailed-exitcode", ...options);
}

/**
 * A state file, format 4, as terraform writes it.
 * @param {string} snapshotId
 * @param {readonly (readonly import("./stack-control.mjs").StackImage[])[]} lists the instances of each resource
 */
function stateFile(snapshotId, lists) {
  return JSON.stringify({
    version: 4,
    terraform_version: "1.0.0",
    serial: 1,
    lineage: randomUUID(),
    outputs: {},
    resources: lists.map((images, resource) => ({
      mode: "managed",
      type: "alibabacloudstack_image",
      name: `many_${resource}`,
      provider: `provider["registry.terraform.io/${providerSource}"]`,
      instances: images.map(({ ImageId, ImageName }, index) => ({
        index_key: index,
        schema_version: 0,
        attributes: { id: ImageId, image_name: ImageName, snapshot_id: snapshotId },
        sensitive_attributes: [],
      })),
    })),
  });
}
