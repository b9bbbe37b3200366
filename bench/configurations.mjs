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
 * The images that images.json lists.
 * @param {string} snapshotId
 */
export function listedImages(snapshotId) {
  return `${requiredProviders}
locals {
  names = jsondecode(file("images.json"))
}

resource "alibabacloudstack_image" "many" {
  count       = length(local.names)
  snapshot_id = "${snapshotId}"
  image_name  = local.names[count.index]
}
`;
}

/** The same, kept by terraform itself. */
export const listedData = `locals {
  names = jsondecode(file("images.json"))
}

resource "terraform_data" "many" {
  count = length(local.names)
  input = local.names[count.index]
}
`;
