import type { CreatedImage, EcsClient, Image } from "ecs-client";
import { isInterruption } from "../operation/interruption.ts";
import { poll } from "../operation/poll.ts";
import { estimateProgress } from "../operation/progress.ts";
import { progressLog } from "../operation/progress-log.ts";
import { isOutage, retry } from "../operation/retry.ts";
import {
  type CheckFailure,
  creationFailed,
  disappeared,
  stillBeingCreated,
  stillBeingDeleted,
  uncheckedCreation,
  uncheckedDeletion,
} from "./errors.ts";

/** How long a check of one image may wait for checks of others: many waits at once share their calls. */
const CHECK_DELAY_MS = 100;

/** Statuses from which an image never becomes Available by itself. */
const FAILED: ReadonlySet<string | null> = new Set(["CreateFailed", "UnAvailable"]);

/** An image whose creation the service has accepted. */
export interface RequestedImage extends CreatedImage {
  /** The action of the request; operators of the cloud can find it by its request ID. */
  readonly action: "CreateImage" | "CopyImage";
}

/**
 * Waits until an image is Available, also through an outage of the service. Statuses that are not known keep waiting. `onCheck` is called
 * with the image after every check that found it.
 *
 * @throws DiagnosticError when the creation fails, the image disappears, the timeout passes, Terraform is interrupted, or the service
 * refuses to report the status
 */
export async function waitUntilAvailable(
  ecs: EcsClient,
  requested: RequestedImage,
  signal: AbortSignal,
  onCheck: (image: Image) => void,
): Promise<Image> {
  const { imageId } = requested;
  const status = statusOf(imageId, ecs, signal);
  const estimate = estimateProgress();
  const logProgress = progressLog("image", "waiting until the image is Available");
  let last: Image | null = null;
  const check = async (): Promise<Image | undefined> => {
    const image = await status.check();
    if (image === null) {
      if (last !== null) throw disappeared(imageId);
      return undefined;
    }
    last = image;
    onCheck(image);
    estimate.record(image.progress);
    logProgress(image.status, { image_id: imageId, progress: image.progress });
    if (FAILED.has(image.status)) throw creationFailed(image, requested);
    return image.status === "Available" ? image : undefined;
  };
  try {
    return await poll(check, signal, { remainingMs: estimate.remainingMs });
  } catch (error) {
    throw status.wasInterrupted(error)
      ? stillBeingCreated(imageId, last, signal, status.failureOf(error))
      : uncheckedCreation(imageId, error);
  }
}

/** Waits until an image is gone, also through an outage of the service. Throws as {@link waitUntilAvailable} does. */
export async function waitUntilGone(ecs: EcsClient, imageId: string, signal: AbortSignal): Promise<void> {
  const status = statusOf(imageId, ecs, signal);
  const logProgress = progressLog("image", "waiting until the image is gone");
  const check = async (): Promise<true | undefined> => {
    const image = await status.check();
    if (image === null) return true;
    logProgress(image.status, { image_id: imageId });
    return undefined;
  };
  try {
    await poll(check, signal);
  } catch (error) {
    throw status.wasInterrupted(error)
      ? stillBeingDeleted(imageId, signal, status.failureOf(error))
      : uncheckedDeletion(imageId, error);
  }
}

/** Checks of the status of one image. */
interface StatusChecks {
  /** The image as it is now, or null when the service does not show it. During an outage of the service the check waits. */
  check(): Promise<Image | null>;
  /** How an interrupted check failed: the last failure during an outage, or for how long the service has not responded. */
  failureOf(interruption: unknown): CheckFailure;
  /** Whether a check failed because the signal fired. */
  wasInterrupted(error: unknown): boolean;
}

/** A check that is this long under way waits for a service that does not answer, or for attempts that fail. */
const SILENCE_MS = 3_000;

function statusOf(imageId: string, ecs: EcsClient, signal: AbortSignal): StatusChecks {
  let outage: unknown = null;
  let startedAtMs: number | null = null;
  const isTemporary = (error: unknown) => {
    if (!isOutage(error)) return false;
    outage = error;
    return true;
  };
  const describe = () => ecs.describeImage(imageId, signal, { patienceMs: CHECK_DELAY_MS });
  return {
    async check() {
      startedAtMs = performance.now();
      const image = await retry(describe, { isTemporary }, signal);
      startedAtMs = null;
      outage = null;
      return image;
    },
    failureOf(interruption) {
      const silentMs = startedAtMs === null ? 0 : performance.now() - startedAtMs;
      return { cause: outage ?? interruption, silentMs: silentMs < SILENCE_MS ? 0 : silentMs };
    },
    wasInterrupted: (error) => isInterruption(error, signal) || (signal.aborted && error === outage),
  };
}
