import { apiError } from "../../errors/api-error.ts";
import type { ErrorName } from "../../errors/error-table.ts";
import type { Image } from "../../model/image.ts";
import type { Stack } from "../../model/stack.ts";

/** Throws when another image of the account in the region has that name, whatever its status. */
export function checkNameIsFree(
  stack: Stack,
  regionId: string,
  name: string,
  { except, error = "imageNameDuplicated" }: { except?: Image; error?: ErrorName } = {},
): void {
  for (const image of stack.imagesNamed(regionId, name)) {
    if (image.fields.ImageOwnerAlias === "self" && image !== except) throw apiError(error);
  }
}

/** Throws when the image quota of the region is used up. */
export function checkImageQuota(stack: Stack, regionId: string): void {
  const { imagesPerRegion } = stack.quotas;
  if (stack.ownImageCount(regionId) >= imagesPerRegion) throw apiError("imageQuota", String(imagesPerRegion));
}

/** The image of the account that the request names; throws when the region has none of that ID. */
export function findOwnImage(stack: Stack, regionId: string, imageId: string): Image {
  const image = stack.ownImageIn(regionId, imageId);
  if (image === undefined) throw apiError("imageNotFound");
  return image;
}
