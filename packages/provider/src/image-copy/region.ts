import type { EcsClient } from "ecs-client";
import { DiagnosticError } from "terraform-plugin";
import type { ProviderClient } from "../config/client.ts";
import type { StoredImageCopy } from "./schema.ts";

/**
 * The client for the region that a stored copy is in. State that aliyun/alibabacloudstack imported does not name it, and means the region
 * of the provider.
 */
export function ecsOf(
  { destination_region_id }: Pick<StoredImageCopy, "destination_region_id">,
  client: ProviderClient,
): EcsClient {
  return destination_region_id ? client.ecsIn(destination_region_id) : client.ecs;
}

/** What `terraform import` takes for a copy; see {@link parseImportId}. */
export function importIdOf(imageId: string, region: string, client: ProviderClient): string {
  return region === client.region ? imageId : `${region}:${imageId}`;
}

/** Reads an import ID: the ID of an image, after its region and a colon where that is not the one of the provider. */
export function parseImportId(id: string, client: ProviderClient): Partial<StoredImageCopy> {
  const [, region, imageId] = /^(?:([^\s:]+):)?([^\s:]+)$/.exec(id.trim()) ?? [];
  if (imageId === undefined) {
    throw new DiagnosticError(
      "Invalid import ID",
      `A copy is imported by its region and its ID, such as cn-region-2:m-bp1g6zv0ce8oghu7k…, or by its ID alone when it is in the region of the provider, not by ${JSON.stringify(id)}.`,
    );
  }
  const destination_region_id = region ?? client.region;
  // The region of a provider that is not configured yet is not known; the next read finds the copy with the one that is.
  return { id: imageId, ...(destination_region_id && { destination_region_id }) };
}
