// Configurations that are measured, and the same without the provider.
import { providerSource } from "../scripts/lib/project.mjs";

const requiredProviders = `terraform {
  required_providers {
    alibabacloudstack = {
      source = "${providerSource}"
    }
  }
}
`;

/**
 * One image of a snapshot.
 * @param {string} snapshotId
 */
export function oneImage(snapshotId) {
  return `${requiredProviders}
resource "alibabacloudstack_image" "one" {
  snapshot_id = "${snapshotId}"
  image_name  = "image"
  description = "an image"
  tags        = { team = "platform" }
}
`;
}

/** The same, kept by terraform itself: what a command costs without a provider's process. */
export const oneData = `resource "terraform_data" "one" {
  input = { name = "image", description = "an image", team = "platform" }
}
`;

/**
 * Images to create.
 * @param {string} snapshotId
 * @param {number} count
 */
export function newImages(snapshotId, count) {
  return `${requiredProviders}
resource "alibabacloudstack_image" "many" {
  count       = ${count}
  snapshot_id = "${snapshotId}"
  image_name  = "image-\${count.index}"
}
`;
}

/**
 * The images that images.json lists, a list of lists of names: each is the instances of one resource.
 * @param {string} snapshotId
 * @param {number} resources how many lists there are
 */
export function listedImages(snapshotId, resources) {
  const blocks = Array.from(
    { length: resources },
    (_each, index) => `
resource "alibabacloudstack_image" "many_${index}" {
  count       = length(local.names[${index}])
  snapshot_id = "${snapshotId}"
  image_name  = local.names[${index}][count.index]
}
`,
  );
  return `${requiredProviders}
locals {
  names = jsondecode(file("images.json"))
}
${blocks.join("")}`;
}

/** The same, kept by terraform itself, all of them the instances of one resource. */
export const listedData = `locals {
  names = flatten(jsondecode(file("images.json")))
}

resource "terraform_data" "many" {
  count = length(local.names)
  input = local.names[count.index]
}
`;
