import type { Image } from "ecs-client";
import type { ProviderClient } from "../config/client.ts";
import { providerError } from "../errors.ts";
import { importableImage, requireShortId } from "../image-lifecycle/import.ts";
import { ecsOf } from "./region.ts";

/**
 * Parses the import ID of a copy: its region and its ID, or its ID alone when it is in the region of the provider. Throws a
 * DiagnosticError that says what is wrong with it.
 */
export async function importImageCopy(
  id: string,
  client: ProviderClient,
  signal: AbortSignal,
): Promise<{ readonly id: string; readonly destination_region_id: string }> {
  requireShortId(id);
  const [, region = client.region, imageId] = /^(?:([^\s:]+):)?([^\s:]+)$/.exec(id.trim()) ?? [];
  if (imageId === undefined) {
    throw providerError(
      "import_id_invalid",
      `A copy is imported by its region and its ID, such as cn-region-2:m-bp1g6zv0ce8oghu7k…, or by its ID alone when it is in the region of the provider, not by ${JSON.stringify(id)}.`,
    );
  }
  const image = await importableImage(imageId, ecsOf(region, client), signal);
  if (image) requireCopy(image);
  return { id: imageId, destination_region_id: region };
}

/**
 * Refuses an image that is not a copy: a destroy would delete the original. Older releases do not report whether an image is a copy; there
 * every image counts as one.
 */
export function requireCopy({ imageId, isCopied }: Image): void {
  if (isCopied !== false) return;
  throw providerError(
    "import_of_original",
    `The image ${imageId} is not a copy of another image, so alibabacloudstack_image_copy cannot manage it. Import it as alibabacloudstack_image. If it is in the state already, remove it first: terraform state rm <address of the resource>.`,
  );
}
