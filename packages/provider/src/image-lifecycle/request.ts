import {
  type CreatedImage,
  type EcsClient,
  type EcsError,
  type Image,
  isEcsError,
  isImageNameTaken,
} from "ecs-client";
import { hasTimedOut, isInterruption } from "../operation/interruption.ts";
import { retry } from "../operation/retry.ts";
import { mayBeCreated, nameTaken, notCreated, notRequested, type RequestTexts } from "./errors.ts";
import type { RequestedImage } from "./wait.ts";

/**
 * After an interrupt, how long a request in progress may go on, and how long its repetition may take, so that the ID of the image is known.
 */
const GRACE_MS = 10_000;

/** How long the lookup of the image with a taken name may take. It only makes the error more precise. */
const OWNER_LOOKUP_MS = 5_000;

/** A request that makes an image, whichever call it is. Repeating it makes no second image: it carries a client token. */
export interface ImageRequest extends RequestTexts {
  readonly action: RequestedImage["action"];
  send(signal: AbortSignal): Promise<CreatedImage>;
  /**
   * Whether a refusal passes by itself, because the source of the image is in use by another operation. May call the service, and throw to
   * give up.
   */
  isTemporary(error: unknown, signal: AbortSignal): boolean | Promise<boolean>;
  /** The client for the region of the new image. */
  readonly ecs: EcsClient;
}

/**
 * Sends a request until the service returns the ID of the image.
 *
 * If the response is lost, the image must not be. The client token makes a repetition harmless, so the request is sent once more before an
 * error is reported, even after an interrupt or a timeout.
 */
export async function requestImage(request: ImageRequest, signal: AbortSignal): Promise<RequestedImage> {
  const { action } = request;
  const grace = withGrace(signal);
  try {
    const isTemporary = (error: unknown) => request.isTemporary(error, signal);
    const created = await retry(() => request.send(grace.signal), { isTemporary }, signal);
    return { ...created, action };
  } catch (error) {
    if (mayHaveCreated(error)) return { ...(await sendAgain(request, error, signal)), action };
    if (isImageNameTaken(error)) throw await nameTakenBy(request, error, signal);
    if (isInterruption(error, signal)) throw notCreated(request, signal, error);
    throw await notRequested(request, signal, error);
  } finally {
    grace.end();
  }
}

/** Whether the service may have made an image although the request failed. */
function mayHaveCreated(error: unknown): boolean {
  return isEcsError(error) && (error.mayHaveTakenEffect || error.lastError?.mayHaveTakenEffect === true);
}

/** Sends the request once more. Returns the image that the first one created, or a new one if the first one did not take effect. */
async function sendAgain(
  request: ImageRequest,
  unconfirmed: unknown,
  signal: AbortSignal,
): Promise<CreatedImage> {
  try {
    return await request.send(AbortSignal.timeout(GRACE_MS));
  } catch (error) {
    const isRefusal = isEcsError(error) && error.kind === "service" && !error.retryable;
    // With the same token a refusal means that no image was made before.
    if (!isRefusal) throw mayBeCreated(request, await ownerOfName(request), unconfirmed);
    if (isImageNameTaken(error)) throw await nameTakenBy(request, error, signal);
    throw await notRequested(request, signal, error);
  }
}

async function nameTakenBy(request: ImageRequest, error: EcsError, signal: AbortSignal): Promise<Error> {
  const owner = await ownerOfName(request);
  return owner ? nameTaken(request, owner, error) : notRequested(request, signal, error);
}

/** The image that has the name of the request; null when there is none, or the service does not report. */
async function ownerOfName({ imageName, ecs }: ImageRequest): Promise<Image | null> {
  if (!imageName) return null;
  try {
    return await ecs.describeImageByName(imageName, AbortSignal.timeout(OWNER_LOOKUP_MS));
  } catch {
    return null;
  }
}

/** A signal for a call whose response must not be lost: an interrupt leaves it {@link GRACE_MS} to end, a timeout ends it at once. */
function withGrace(signal: AbortSignal): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const abort = () => controller.abort(signal.reason);
  const onAbort = () => {
    if (hasTimedOut(signal)) abort();
    else timer = setTimeout(abort, GRACE_MS);
  };
  if (signal.aborted) abort();
  else signal.addEventListener("abort", onAbort, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    },
  };
}
