import { type CreatedImage, type EcsClient, EcsError, type Image, isImageBusy } from "ecs-client";
import {
  DiagnosticError,
  formatDuration,
  logger,
  OperationStopped,
  OperationTimedOut,
} from "terraform-plugin";
import { explain, sentence } from "../operation/errors.ts";
import { poll } from "../operation/poll.ts";
import { estimateProgress } from "../operation/progress.ts";

/** How long a look at one image may wait for looks at others: many waits at once share their calls. */
const POLL_PATIENCE_MS = 100;

/** Statuses from which an image never becomes Available by itself. */
const FAILED = new Set(["CreateFailed", "UnAvailable"]);

/** An image that was asked for. */
export interface RequestedImage extends CreatedImage {
  /** The call that makes it: with its request ID the cloud's operators can look it up. */
  readonly action: "CreateImage" | "CopyImage";
}

/**
 * Waits until an image is Available. Statuses that are not known keep waiting. `seen` is told every look at the image.
 *
 * @throws DiagnosticError when the creation fails, the image disappears, the time-out passes or Terraform is interrupted
 */
export async function waitUntilAvailable(
  ecs: EcsClient,
  requested: RequestedImage,
  signal: AbortSignal,
  seen: (image: Image) => void,
): Promise<Image> {
  const { imageId } = requested;
  const log = logger("image");
  const estimate = estimateProgress();
  let last: Image | null = null;
  try {
    return await poll(
      async () => {
        const image = await ecs.describeImage(imageId, signal, { patienceMs: POLL_PATIENCE_MS });
        if (image === null && last !== null) {
          throw new DiagnosticError(
            "Image disappeared",
            `The image ${imageId} was deleted by somebody else while it was being created. Apply again to create a new one.`,
          );
        }
        if (image === null) return undefined;
        last = image;
        seen(image);
        estimate.see(image.progress);
        log.debug("waiting for the image", {
          image_id: imageId,
          status: image.status,
          progress: image.progress,
        });
        if (image.status === "Available") return image;
        if (FAILED.has(image.status ?? "")) throw creationFailed(image, requested);
        return undefined;
      },
      signal,
      { remainingMs: estimate.remainingMs },
    );
  } catch (error) {
    throw interrupted(error, signal)
      ? stillCreating(imageId, last, signal, error)
      : explain(error, "Cannot watch the image");
  }
}

/** Waits until an image is gone. */
export async function waitUntilGone(ecs: EcsClient, imageId: string, signal: AbortSignal): Promise<void> {
  let last: Image | null = null;
  try {
    await poll(async () => {
      last = await ecs.describeImage(imageId, signal, { patienceMs: POLL_PATIENCE_MS });
      return last === null ? true : undefined;
    }, signal);
  } catch (error) {
    throw interrupted(error, signal)
      ? stillThere(imageId, signal, error)
      : explain(error, "Cannot watch the deletion");
  }
}

/** Repeats a change while the image itself is busy: being created, copied, imported or exported. */
export function whileImageIsBusy<T>(change: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return whileBusy(isImageBusy, change, signal);
}

/** Repeats a call while it is refused for a reason that is over by itself. */
export async function whileBusy<T>(
  isBusy: (error: unknown) => boolean,
  attempt: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  let refusal: unknown;
  try {
    return await poll(async () => {
      try {
        return { value: await attempt() };
      } catch (error) {
        if (!isBusy(error)) throw error;
        refusal = error;
        return undefined;
      }
    }, signal).then(({ value }) => value);
  } catch (error) {
    // The refusal says more than the time-out that ended the waiting for it.
    throw error === signal.reason && refusal !== undefined ? refusal : error;
  }
}

/** Whether an operation ended because of its signal, and not because of what it waited for. */
export function interrupted(error: unknown, signal: AbortSignal): boolean {
  return (
    signal.aborted && (error === signal.reason || (error instanceof EcsError && error.kind === "aborted"))
  );
}

/** Says why a signal ended an operation, for the middle of a sentence. */
export function interruption(signal: AbortSignal): string {
  const reason: unknown = signal.reason;
  if (reason instanceof OperationTimedOut)
    return `the time-out of ${formatDuration(reason.timeoutMs)} passed`;
  return reason instanceof OperationStopped ? "Terraform was interrupted" : "the operation was cancelled";
}

/** How the last attempt had failed of a call that was being repeated when a signal ended it, as a sentence after a space; else empty. */
export function lastFailure(error: unknown): string {
  const failure = error instanceof EcsError ? error.lastError : null;
  return failure ? ` The last attempt had failed: ${sentence(failure.message)}` : "";
}

/** DescribeImages tells no reason: the ID of the request that made the image is what the cloud's operators can look it up by. */
function creationFailed(
  { status, progress }: Image,
  { imageId, action, requestId }: RequestedImage,
): DiagnosticError {
  const request = requestId ? ` (${action}, request ID ${requestId})` : "";
  return new DiagnosticError(
    "Image creation failed",
    `The service could not create the image ${imageId}${request}: its status is ${status} at ${progress || "unknown progress"}. It is kept in the state as tainted, and the next apply replaces it. The console of the cloud may show the reason.`,
  );
}

function stillCreating(
  imageId: string,
  last: Image | null,
  signal: AbortSignal,
  cause: unknown,
): DiagnosticError {
  const at = last
    ? `its status is ${last.status} at ${last.progress || "unknown progress"}`
    : "the service does not show it yet";
  const advice =
    signal.reason instanceof OperationTimedOut
      ? "Give it more time with timeouts { create = … }."
      : "The service goes on creating it.";
  return new DiagnosticError(
    "Image is not available yet",
    `The image ${imageId} was created, but ${interruption(signal)} before it was Available: ${at}.${lastFailure(cause)} ${advice} It is kept in the state as tainted: the next apply replaces it, unless you run "terraform untaint" once it is Available.`,
    { cause },
  );
}

function stillThere(imageId: string, signal: AbortSignal, cause: unknown): DiagnosticError {
  const advice =
    signal.reason instanceof OperationTimedOut
      ? "Give it more time with timeouts { delete = … }, or run it again."
      : "Run it again.";
  return new DiagnosticError(
    "Image is not gone yet",
    `The service accepted the deletion of the image ${imageId}, but ${interruption(signal)} before it was gone.${lastFailure(cause)} It stays in the state. ${advice}`,
    { cause },
  );
}
