import type { Image } from "ecs-client";
import { logger } from "terraform-plugin";
import { type ImageOrder, requestImage } from "./request.ts";
import { waitUntilAvailable } from "./wait.ts";

/** What becomes of an image in the state. */
export interface Keeping<State> {
  readonly signal: AbortSignal;
  /** The state of the image as it is seen; `image` is null while the service does not show it. */
  settle(imageId: string, image: Image | null): State;
  /** Keeps a state, should the operation fail from now on. */
  partial(state: State): void;
}

/** Makes an image and waits until it is Available. Its ID is in the state from the moment the service tells it. */
export async function makeImage<State>(
  order: ImageOrder,
  { signal, settle, partial }: Keeping<State>,
): Promise<State> {
  const requested = await requestImage(order, signal);
  const { imageId } = requested;
  logger("image").info("image is being created", { image_id: imageId });
  partial(settle(imageId, null));
  const image = await waitUntilAvailable(order.ecs, requested, signal, (seen) =>
    partial(settle(imageId, seen)),
  );
  return settle(imageId, image);
}
