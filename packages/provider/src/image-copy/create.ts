import { isCopyBusy, newClientToken } from "ecs-client";
import type { CreateContext } from "terraform-plugin";
import type { ProviderClient } from "../config/client.ts";
import { makeImage } from "../image-lifecycle/create.ts";
import type { TagPolicy } from "../tags/tag-policy.ts";
import { settle, toCopyRequest } from "./model.ts";
import { noteCopied } from "./plan.ts";
import { importIdOf } from "./region.ts";
import type { ImageCopyState, PlannedImageCopy } from "./schema.ts";

/** Makes a planned copy and waits until it is Available. Its ID is in the state from the moment the service tells it. */
export function createImageCopy(
  { plan, signal, partial, privateState }: CreateContext<ImageCopyState, PlannedImageCopy>,
  client: ProviderClient,
  policy: TagPolicy,
): Promise<ImageCopyState> {
  noteCopied(privateState);
  const request = toCopyRequest(plan, newClientToken(), policy);
  const region = plan.destination_region_id;
  return makeImage(
    {
      action: "CopyImage",
      aim: "copy the image",
      imageName: request.imageName,
      send: (signal) => client.ecs.copyImage(request, signal),
      isBusy: isCopyBusy,
      ecs: client.ecsIn(region),
      importId: (imageId) => importIdOf(imageId, region, client),
    },
    {
      signal,
      settle: (imageId, image) => settle(plan, imageId, image, policy),
      partial,
    },
  );
}
