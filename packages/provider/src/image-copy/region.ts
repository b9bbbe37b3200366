import type { EcsClient } from "ecs-client";
import type { ProviderClient } from "../config/client.ts";

/**
 * The client for the region that a stored copy is in. State that aliyun/alibabacloudstack imported does not name it, and means the region
 * of the provider.
 */
export function ecsOf(destinationRegionId: string | null, client: ProviderClient): EcsClient {
  return destinationRegionId ? client.ecsIn(destinationRegionId) : client.ecs;
}

/** What `terraform import` takes for a copy: its ID, after its region and a colon where that is not the one of the provider. */
export function importIdOf(imageId: string, region: string, client: ProviderClient): string {
  return region === client.region ? imageId : `${region}:${imageId}`;
}
