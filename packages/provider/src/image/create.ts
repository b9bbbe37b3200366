import { newClientToken } from "ecs-client";
import { type CreateContext, logger } from "terraform-plugin";
import type { ProviderClient } from "../provider/client.ts";
import type { TagPolicy } from "../tags/tag-policy.ts";
import { settle, toCreateRequest } from "./model.ts";
import { requestImage } from "./request-image.ts";
import type { ImageState, PlannedImage } from "./schema.ts";
import { noteSource } from "./source.ts";
import { waitUntilAvailable } from "./wait.ts";

/** Creates a planned image and waits until it is Available. Its ID is in the state from the moment the service tells it. */
export async function createImage(
  { plan, signal, partial, privateState }: CreateContext<ImageState, PlannedImage>,
  { ecs }: ProviderClient,
  policy: TagPolicy,
): Promise<ImageState> {
  const request = toCreateRequest(plan, newClientToken(), policy);
  const created = await requestImage(request, ecs, signal);
  const { imageId } = created;
  logger("image").info("image is being created", { image_id: imageId });
  partial(settle(plan, imageId, null, policy));
  noteSource(plan, privateState);
  const image = await waitUntilAvailable(ecs, created, signal, (seen) =>
    partial(settle(plan, imageId, seen, policy)),
  );
  return settle(plan, imageId, image, policy);
}
