import type { Image } from "ecs-client";
import { logger } from "terraform-plugin";
import { type ImageRequest, requestImage } from "./request.ts";
import { waitUntilAvailable } from "./wait.ts";

/** The part of the framework's create context that an image needs. */
interface Creation<State> {
  readonly signal: AbortSignal;
  /** Sets the state that is stored if the operation fails from now on. */
  partial(state: State): void;
}

/**
 * Makes an image and waits until it is Available. Its ID is in the state from the moment the service returns it. `toState` makes the state
 * of the image; its `image` is null while the service does not show it.
 */
export async function createImage<State>(
  request: ImageRequest,
  toState: (imageId: string, image: Image | null) => State,
  { signal, partial }: Creation<State>,
): Promise<State> {
  const requested = await requestImage(request, signal);
  const { imageId } = requested;
  partial(toState(imageId, null));
  logger("image").info("the image is being created", { image_id: imageId, action: requested.action });
  const image = await waitUntilAvailable(request.ecs, requested, signal, (seen) =>
    partial(toState(imageId, seen)),
  );
  return toState(imageId, image);
}
