import { UNKNOWN } from "terraform-plugin";
import type { ImageConfig, ImageState, PlannedImage } from "../image/schema.ts";
import type { TagPolicy } from "../tags/tag-policy.ts";

/** A provider block that says nothing about tags. */
export const plainPolicy: TagPolicy = { defaults: {}, ignoredKeys: [], ignoredPrefixes: [] };

/** An image that will be made of an instance; what the service decides is unknown. */
export function plannedImage(changes: Partial<PlannedImage> = {}): PlannedImage {
  return {
    id: UNKNOWN,
    instance_id: "i-1",
    snapshot_id: null,
    image_name: UNKNOWN,
    description: UNKNOWN,
    tags: null,
    force: null,
    status: UNKNOWN,
    creation_time: UNKNOWN,
    size: UNKNOWN,
    os_name: UNKNOWN,
    os_type: UNKNOWN,
    platform: UNKNOWN,
    architecture: UNKNOWN,
    usage: UNKNOWN,
    is_self_shared: UNKNOWN,
    tags_all: UNKNOWN,
    disk_device_mappings: UNKNOWN,
    disk_device_mapping: [],
    timeouts: null,
    ...changes,
  };
}

/** The stored image that `reportedImage()` of the fake service becomes when it was made of an instance. */
export function storedImage(changes: Partial<ImageState> = {}): ImageState {
  return {
    id: "m-1",
    instance_id: "i-1",
    snapshot_id: null,
    image_name: "golden",
    description: "A golden image",
    tags: null,
    force: null,
    status: "Available",
    creation_time: "2026-01-02T03:04:05Z",
    size: 40,
    os_name: "Rocky Linux 9",
    os_type: "linux",
    platform: "Rocky",
    architecture: "x86_64",
    usage: "none",
    is_self_shared: false,
    tags_all: {},
    disk_device_mappings: [{ device: "/dev/xvda", type: "system", size: 40, snapshot_id: "s-1" }],
    disk_device_mapping: [],
    timeouts: null,
    ...changes,
  };
}

/** The configuration of an image: what is not given is null. */
export function imageConfig(given: Partial<ImageConfig> = {}): ImageConfig {
  return {
    id: null,
    instance_id: null,
    snapshot_id: null,
    image_name: null,
    description: null,
    tags: null,
    force: null,
    status: null,
    creation_time: null,
    size: null,
    os_name: null,
    os_type: null,
    platform: null,
    architecture: null,
    usage: null,
    is_self_shared: null,
    tags_all: null,
    disk_device_mappings: null,
    disk_device_mapping: [],
    timeouts: null,
    ...given,
  };
}
