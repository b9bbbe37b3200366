import { type CreateImageRequest, isEcsError, newClientToken } from "ecs-client";
import { type CreateContext, DiagnosticError, logger, OperationTimedOut } from "terraform-plugin";
import { explain } from "../errors.ts";
import type { ProviderClient } from "../provider/client.ts";
import type { TagPolicy } from "../tags/tag-policy.ts";
import { settle, toCreateRequest } from "./model.ts";
import type { ImageState, PlannedImage } from "./schema.ts";
import { noteSource } from "./source.ts";
import { interruption, waitUntilAvailable, whileSourceIsBusy } from "./wait.ts";

/** How long a CreateImage that is under way may go on after an interrupt, to learn the ID of the image. */
const GRACE_MS = 10_000;

/** Creates a planned image and waits until it is Available. Its ID is in the state from the moment the service tells it. */
export async function createImage(
  { plan, signal, partial, privateState }: CreateContext<ImageState, PlannedImage>,
  { ecs }: ProviderClient,
  policy: TagPolicy,
): Promise<ImageState> {
  const request = toCreateRequest(plan, newClientToken(), policy);
  const imageId = await requestImage(request, ecs, signal);
  logger("image").info("image is being created", { image_id: imageId });
  partial(settle(plan, imageId, null, policy));
  noteSource(plan, privateState);
  const image = await waitUntilAvailable(ecs, imageId, signal, (seen) =>
    partial(settle(plan, imageId, seen, policy)),
  );
  return settle(plan, imageId, image, policy);
}

/**
 * Sends the request until the service tells the ID of the image.
 *
 * An answer that got lost is no reason to lose the image: the token makes a repetition harmless, so the request is sent once more before
 * an error is reported, also after an interrupt or a time-out.
 */
async function requestImage(
  request: CreateImageRequest,
  ecs: ProviderClient["ecs"],
  signal: AbortSignal,
): Promise<string> {
  const calls = outliving(signal);
  try {
    const { imageId } = await whileSourceIsBusy(() => ecs.createImage(request, calls.signal), signal);
    return imageId;
  } catch (error) {
    const isLost = isEcsError(error) && (error.ambiguous || error.lastError?.ambiguous === true);
    const imageId = isLost ? await askAgain(request, ecs) : null;
    if (imageId !== null) return imageId;
    if (isLost) throw maybeCreated(request, error);
    if (!signal.aborted) throw explain(error, "Cannot create the image");
    throw isEcsError(error) && error.kind !== "aborted"
      ? explain(error, `Cannot create the image: ${interruption(signal)}`)
      : notCreated(signal);
  } finally {
    calls.release();
  }
}

/** The ID of the image that a request with this token made or makes; null when that cannot be found out. */
async function askAgain(request: CreateImageRequest, ecs: ProviderClient["ecs"]): Promise<string | null> {
  try {
    const { imageId } = await ecs.createImage(request, AbortSignal.timeout(GRACE_MS));
    return imageId;
  } catch {
    return null;
  }
}

/**
 * A signal for a call whose answer must not be lost: an interrupt leaves it {@link GRACE_MS} to end, a time-out ends it at once.
 */
function outliving(signal: AbortSignal): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const abort = () => controller.abort(signal.reason);
  const onAbort = () => {
    if (signal.reason instanceof OperationTimedOut) abort();
    else timer = setTimeout(abort, GRACE_MS);
  };
  if (signal.aborted) abort();
  else signal.addEventListener("abort", onAbort, { once: true });
  return {
    signal: controller.signal,
    release: () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    },
  };
}

function maybeCreated({ imageName }: CreateImageRequest, cause: unknown): DiagnosticError {
  const name = imageName ? `the image "${imageName}"` : "an image";
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DiagnosticError(
    "The image may have been created",
    `The request to create ${name} was sent, but no answer came back, also when it was sent once more: ${reason} Look for the image in the console of the cloud; if it is there, take it over with "terraform import <address> <image ID>" or delete it before the next apply.`,
    { cause },
  );
}

function notCreated(signal: AbortSignal): DiagnosticError {
  return new DiagnosticError(
    "The image was not created",
    `No request was sent to create the image, because ${interruption(signal)}. Apply again to create it.`,
  );
}
