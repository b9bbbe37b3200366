import type { DiagnosticError } from "terraform-plugin";
import type { ProviderClient } from "../config/client.ts";
import { providerError } from "../errors.ts";
import { importableImage, requireShortId } from "../image-lifecycle/import.ts";

/** Parses the import ID of an image, which is its ID. Throws a DiagnosticError that says what is wrong with it. */
export async function importImage(
  id: string,
  client: ProviderClient,
  signal: AbortSignal,
): Promise<{ readonly id: string }> {
  requireShortId(id);
  const imageId = id.trim();
  const [, region, withoutRegion] = /^([^\s:]+):(m-[^\s:]+)$/.exec(imageId) ?? [];
  if (region !== undefined) throw withRegion(imageId, region, String(withoutRegion), client.region);
  if (!/^\S+$/.test(imageId)) {
    throw providerError(
      "import_id_invalid",
      `An image is imported by its ID, such as m-bp1g6zv0ce8oghu7k…, not by ${JSON.stringify(id)}.`,
    );
  }
  const image = await importableImage(imageId, client.ecs, signal);
  if (image?.isCopied) {
    throw providerError(
      "import_of_copy",
      `The image ${imageId} is a copy of another image. Import it as alibabacloudstack_image_copy, with the ID ${client.region}:${imageId}.`,
    );
  }
  return { id: imageId };
}

function withRegion(id: string, region: string, imageId: string, ownRegion: string): DiagnosticError {
  const elsewhere =
    region === ownRegion
      ? ""
      : ` The provider is configured for region ${ownRegion}: set region of the provider block to ${region}, or give this resource a provider for ${region} with its "provider" argument.`;
  return providerError(
    "import_id_invalid",
    `An image is imported by its ID alone, ${imageId}, not by its region and ID, ${id}.${elsewhere} Only a copy, alibabacloudstack_image_copy, is imported by region and ID.`,
  );
}
