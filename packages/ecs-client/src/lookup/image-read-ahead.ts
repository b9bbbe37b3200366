import type { Image } from "../api/model/image.ts";
import { untilAborted } from "../call/runtime.ts";
import type { BatchedLookup } from "./batcher.ts";
import { ImageList, type ListImages } from "./image-list.ts";

/**
 * So many lookups within {@link burstMs} are taken for the beginning of many more: a host refreshes ten objects at a time by default. A host
 * that does one at a time has then made nine calls, and a thousand images cost ten more.
 */
const burstLookups = 9;
const burstMs = 10_000;

/** A list of so many pages is always worth reading. */
const fewPages = 10;

/** A longer list is worth reading after one lookup for every so many images in it: two for every page. */
const imagesPerLookup = 50;

/** What reading ahead works with. */
export interface ReadAheadOptions {
  readonly lookup: BatchedLookup<Image>;
  readonly listPage: ListImages;
  /** Milliseconds of a clock that never goes back. */
  readonly elapsed: () => number;
}

/** Looks images up by ID, and reads the list of all images when there are many lookups. */
export interface ReadAhead {
  /** The image as it was at most `maxAgeMs` ago; null when there is none. */
  describe(imageId: string, signal: AbortSignal, maxAgeMs: number): Promise<Image | null>;
  /** Drops everything that was read: something has changed. */
  forget(): void;
}

/**
 * A host reads its objects one by one, a few at a time, so that batches stay small: a thousand images cost a hundred calls. When many
 * lookups come within a short time, the list of all own images is read instead, a hundred a call, and serves the rest. An image that
 * is not in the list is still looked up by its ID: only that makes it missing.
 */
export function createReadAhead({ lookup, listPage, elapsed }: ReadAheadOptions): ReadAhead {
  const list = new ImageList(listPage, elapsed);
  let reading: Promise<void> | null = null;
  let recentLookupsMs: number[] = [];
  let lookups = 0;
  /** Lookups after which the list is worth reading. */
  let threshold = burstLookups;

  const readList = async () => {
    try {
      const { imageCount, isComplete } = await list.read(
        (pages, images) => pages <= fewPages || lookups >= images / imagesPerLookup,
      );
      threshold = isComplete ? burstLookups : imageCount / imagesPerLookup;
    } catch {
      // If the list cannot be read, lookups still succeed, with more calls. So its failure is no error.
      threshold = Number.POSITIVE_INFINITY;
    } finally {
      reading = null;
    }
  };

  const isBurst = () => {
    const now = elapsed();
    recentLookupsMs = [...recentLookupsMs.filter((time) => now - time < burstMs), now].slice(-burstLookups);
    lookups += 1;
    return recentLookupsMs.length === burstLookups && lookups >= threshold;
  };

  return {
    async describe(imageId, signal, maxAgeMs) {
      const known = list.get(imageId, maxAgeMs);
      if (known) return known;
      if (isBurst()) reading ??= readList();
      if (reading === null) return lookup(imageId, signal);
      await untilAborted(reading, signal);
      return list.get(imageId, maxAgeMs) ?? lookup(imageId, signal);
    },
    forget: () => list.clear(),
  };
}
