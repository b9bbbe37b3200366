import { readAllPages } from "../api/all-pages.ts";
import { requireNotEmpty } from "../api/argument-checks.ts";
import type { ImageCalls } from "../api/images.ts";
import type { Image } from "../api/model/image.ts";
import { abortedError } from "../errors/aborted-error.ts";
import { configurationError } from "../errors/configuration-error.ts";
import { EcsError } from "../errors/ecs-error.ts";
import { internalError } from "../errors/internal-error.ts";
import { createBatcher } from "./batcher.ts";
import { createReadAhead } from "./image-read-ahead.ts";
import { imageFinder } from "./images-by-id.ts";

/** DescribeImages takes this many IDs at most. */
const maxIds = 100;

/** How fast and how fresh a lookup by ID must be. */
export interface LookupOptions {
  /** How long others may join the call, in milliseconds: the more, the fewer calls. Default: the client's `lookupDelayMs`. */
  readonly patienceMs?: number | undefined;
  /**
   * How old the result may be, in milliseconds. Default 0: the service is called now. With more, many lookups in a row are served from
   * the list of all images. Changes made through the same client are never missed.
   */
  readonly maxAgeMs?: number | undefined;
}

/**
 * Finds single images. Null means that the service has no such image: a response that is damaged, short or contradicts itself is an error.
 */
export interface ImageLookups {
  /**
   * An own image by ID, whatever its status; null when there is none. Lookups that arrive together share one
   * DescribeImages of up to 100 IDs.
   */
  describeImage(imageId: string, signal: AbortSignal, options?: LookupOptions): Promise<Image | null>;
  /** An own image by its exact name, whatever its status; null when there is none. */
  describeImageByName(imageName: string, signal: AbortSignal): Promise<Image | null>;
  /**
   * An image by ID whoever owns it: an own one, one of the system, or one that is shared with this account. `imageOwnerAlias` says which.
   * Null when there is none that this account can see. Costs a call of its own.
   */
  describeAnyImage(imageId: string, signal: AbortSignal): Promise<Image | null>;
}

/** What lookups are made with. */
export interface ImageLookupSettings {
  readonly describeImages: ImageCalls["describeImages"];
  /** How long a lookup waits for others to join it, in milliseconds. */
  readonly delayMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly elapsed: () => number;
  /** Whether calls are being slowed down: then lookups share them even if that takes longer. */
  readonly isSlowedDown: () => boolean;
  /** Calls the listener before and after every change made through the client. */
  readonly onChange: (listener: () => void) => void;
}

/** The lookups of one client. */
export function imageLookups(settings: ImageLookupSettings): ImageLookups {
  const { describeImages, delayMs, elapsed, isSlowedDown, onChange } = settings;
  const lookup = createBatcher<Image>({
    delayMs,
    maxKeys: maxIds,
    isSlowedDown,
    lookUp: imageFinder({ describeImages }, "self"),
  });
  const readAhead = createReadAhead({
    lookup,
    elapsed,
    listPage: (pageNumber, signal) =>
      describeImages({ imageOwnerAlias: "self", statuses: "every" }, { pageNumber }, signal),
  });
  onChange(() => readAhead.forget());
  const findVisibleImages = imageFinder({ describeImages });

  return {
    async describeImage(imageId, signal, { patienceMs, maxAgeMs = 0 } = {}) {
      requireSingleId(imageId);
      return named(`image ${imageId}`, signal, () =>
        maxAgeMs > 0 ? readAhead.describe(imageId, signal, maxAgeMs) : lookup(imageId, signal, patienceMs),
      );
    },

    async describeImageByName(imageName, signal) {
      requireNotEmpty("imageName", imageName);
      // The service searches loosely: names that merely contain the text come back as well.
      const find = (images: Iterable<Image>) => [...images].find((image) => image.imageName === imageName);
      return named(`image ${JSON.stringify(imageName)}`, signal, async () => {
        const { items } = await readAllPages({
          fetchPage: (pageNumber) =>
            describeImages({ imageName, imageOwnerAlias: "self", statuses: "every" }, { pageNumber }, signal),
          idOf: ({ imageId }) => imageId,
          isEnough: (images) => find(images.values()) !== undefined,
        });
        return find(items.values()) ?? null;
      });
    },

    async describeAnyImage(imageId, signal) {
      requireSingleId(imageId);
      return named(`image ${imageId}`, signal, async () => {
        const images = await findVisibleImages([imageId], signal);
        return images.get(imageId) ?? null;
      });
    },
  };
}

/** A comma would name several images, and an empty ID stands for all of them. */
function requireSingleId(imageId: string): void {
  if (!/^[^\s,]+$/.test(imageId)) throw configurationError(`${JSON.stringify(imageId)} is not an image ID`);
}

/** Several lookups may share a call: its error names the image of this one. */
async function named<T>(subject: string, signal: AbortSignal, lookUp: () => Promise<T>): Promise<T> {
  const call = { action: "DescribeImages", subject };
  try {
    return await lookUp();
  } catch (error) {
    if (error instanceof EcsError) throw error.with(call);
    if (signal.aborted) throw abortedError(call, signal);
    throw internalError("the image could not be looked up", error, call);
  }
}
