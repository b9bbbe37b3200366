import { UNKNOWN } from "terraform-plugin";
import type { ImageCopyState, PlannedImageCopy } from "../image-copy/schema.ts";
import { plannedImage, storedImage } from "./images.ts";

/** Where copies are made in tests. */
export const ABROAD = "cn-abroad";

/** A copy that will be made; what the service decides is unknown. */
export function plannedImageCopy(changes: Partial<PlannedImageCopy> = {}): PlannedImageCopy {
  const { instance_id, snapshot_id, disk_device_mapping, ...shared } = plannedImage();
  return {
    ...shared,
    source_image_id: "m-source",
    destination_region_id: ABROAD,
    encrypted: UNKNOWN,
    kms_key_id: null,
    ...changes,
  };
}

/** The stored copy that `reportedImage()` of the fake service becomes. */
export function storedImageCopy(changes: Partial<ImageCopyState> = {}): ImageCopyState {
  const { instance_id, snapshot_id, disk_device_mapping, ...shared } = storedImage();
  return {
    ...shared,
    source_image_id: "m-source",
    destination_region_id: ABROAD,
    encrypted: null,
    kms_key_id: null,
    ...changes,
  };
}
