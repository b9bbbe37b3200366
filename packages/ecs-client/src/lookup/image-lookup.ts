import type { WithEveryStatus } from "../api/image-statuses.ts";
import type { Image } from "../api/model/image.ts";
import { allItems, type Page } from "../api/page.ts";
import { configurationError } from "../errors/configuration-error.ts";
import { EcsError } from "../errors/ecs-error.ts";
import { createBatcher } from "./batcher.ts";
import { createReadAhead } from "./image-read-ahead.ts";

/** DescribeImages takes this many IDs at most. */
const maxIds = 100;

/** Asks for one page of images by ID (without: all of them) and status, own images only. */
export type FetchImages = (
  query: { imageIds?: readonly string[]; status: string; pageNumber: number },
  signal: AbortSignal,
) => Promise<Page<Image>>;

/** How a look-up may be answered. */
export interface LookupOptions {
  /** How long others may join the call, in milliseconds: the more, the fewer calls. Default: the client's `lookupDelayMs`. */
  readonly patienceMs?: number | undefined;
  /**
   * How old the answer may be, in milliseconds. Default 0: the service is asked now. With more, many look-ups in a row are answered from
   * the list of all images. Changes made through the same client are never missed.
   */
  readonly maxAgeMs?: number | undefined;
}

/** Looks own images up by ID, many of them with one call; null when there is no such image, whatever its status. */
export interface ImageLookup {
  describeImage(imageId: string, signal: AbortSignal, options?: LookupOptions): Promise<Image | null>;
  /** Something has changed: nothing that was read before is an answer any more. */
  forget(): void;
}

/** What look-ups are made with. */
export interface ImageLookupSettings {
  readonly fetchImages: FetchImages;
  readonly withEveryStatus: WithEveryStatus;
  /** How long a look-up waits for others to join it. */
  readonly delayMs: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed: () => number;
  /** Whether calls are being slowed down: then look-ups share them even if that takes longer. */
  readonly crowded: () => boolean;
}

/** The look-ups of one client. */
export function createImageLookup(settings: ImageLookupSettings): ImageLookup {
  const { fetchImages, withEveryStatus, delayMs, elapsed, crowded } = settings;
  const fetchAll = (imageIds: readonly string[], signal: AbortSignal): Promise<Map<string, Image>> =>
    withEveryStatus(async (status) => {
      const found = new Map<string, Image>();
      const pages = allItems((pageNumber) => fetchImages({ imageIds, status, pageNumber }, signal));
      for await (const image of pages) found.set(image.imageId, image);
      return found;
    });

  /** Some releases refuse a whole list for one ID they do not like; the others must not suffer from it. */
  const run = async (imageIds: readonly string[], signal: AbortSignal): Promise<Map<string, Image>> => {
    try {
      return await fetchAll(imageIds, signal);
    } catch (error) {
      if (!saysNoSuchImage(error)) throw error;
      if (imageIds.length === 1) return new Map();
      const half = Math.ceil(imageIds.length / 2);
      const parts = await Promise.all([
        run(imageIds.slice(0, half), signal),
        run(imageIds.slice(half), signal),
      ]);
      return new Map(parts.flatMap((part) => [...part]));
    }
  };

  const lookup = createBatcher<Image>({ delayMs, maxKeys: maxIds, crowded, run });
  const listPage = (pageNumber: number, signal: AbortSignal) =>
    withEveryStatus((status) => fetchImages({ status, pageNumber }, signal));
  const readAhead = createReadAhead({ lookup, listPage, elapsed });

  return {
    async describeImage(imageId, signal, { patienceMs, maxAgeMs = 0 } = {}) {
      if (!/^[^\s,]+$/.test(imageId)) throw configurationError(`${JSON.stringify(imageId)} is no image ID`);
      try {
        return maxAgeMs > 0
          ? await readAhead.describe(imageId, signal, maxAgeMs)
          : await lookup(imageId, signal, patienceMs);
      } catch (error) {
        const call = { action: "DescribeImages", subject: `image ${imageId}` };
        if (signal.aborted)
          throw new EcsError({ kind: "aborted", reason: "it was cancelled", ...call, cause: signal.reason });
        throw error instanceof EcsError ? error.with(call) : error;
      }
    },
    forget: () => readAhead.forget(),
  };
}

function saysNoSuchImage(error: unknown): boolean {
  return error instanceof EcsError && /^InvalidImageId\.(?:NotFound|Malformed)$/.test(error.code ?? "");
}
