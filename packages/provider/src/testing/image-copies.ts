import { type ImageCopyPlan, type ImageCopyState, imageCopySchema } from "../image-copy/schema.ts";
import { NOT_CONFIGURED, storedImage } from "./images.ts";
import { emptyPlan } from "./schema-values.ts";

/** Where copies are made in tests. */
export const ABROAD = "cn-abroad";

const ARGUMENTS = { source_image_id: "m-source", destination_region_id: ABROAD, kms_key_id: null };

/** A copy that will be made; what the service decides is unknown. */
export function plannedImageCopy(changes: Partial<ImageCopyPlan> = {}): ImageCopyPlan {
  // The values are made from the schema that the type is inferred from.
  return { ...(emptyPlan(imageCopySchema) as ImageCopyPlan), ...ARGUMENTS, ...NOT_CONFIGURED, ...changes };
}

/** The stored copy that `reportedImage()` of the fake service becomes. */
export function storedImageCopy(changes: Partial<ImageCopyState> = {}): ImageCopyState {
  const { instance_id, snapshot_id, disk_device_mapping, ...shared } = storedImage();
  return { ...shared, ...ARGUMENTS, encrypted: null, ...changes };
}
