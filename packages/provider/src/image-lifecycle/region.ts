import type { PrivateState } from "terraform-plugin";
import { providerError } from "../errors.ts";

const MEMBER = "region";

/** Stores the region of an image in private state. Private state stays unchanged if it has the region already. */
export function storeRegion(privateState: PrivateState, region: string): void {
  if (privateState.get(MEMBER) !== region) privateState.set(MEMBER, region);
}

/**
 * Refuses an image of another region. The service would not find it in the region of the provider, and an image that is not found counts as
 * deleted. State without a region was written by another provider or an older version: it means the region of the provider.
 *
 * @param region that the provider is configured for; empty while that is not known yet
 */
export function requireRegion(imageId: string, privateState: PrivateState, region: string): void {
  const stored = privateState.get(MEMBER);
  if (typeof stored !== "string" || stored === region || region === "") return;
  throw providerError(
    "region_mismatch",
    `The image ${imageId} is in region ${stored}, but the provider is configured for region ${region}. Nothing was read or changed. Set region of the provider block to ${stored} again, or give this resource a provider for ${stored} with its "provider" argument. To remove the image from the state without deleting it, run "terraform state rm <address of the resource>".`,
  );
}
