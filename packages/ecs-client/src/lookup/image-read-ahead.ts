import type { Image } from "../api/model/image.ts";
import type { Page } from "../api/page.ts";
import { untilAborted } from "../call/runtime.ts";
import type { BatchedLookup } from "./batcher.ts";

/**
 * So many look-ups within {@link burstMs} are taken for the beginning of many more: a host refreshes ten objects at a time by default. A host
 * that does one at a time has then made nine calls, and a thousand images cost ten more.
 */
const burstLookups = 9;
const burstMs = 10_000;

/** A list of so many pages is read without further thought. */
const fewPages = 10;

/** Beyond that, the list is worth reading when one look-up has been made for every so many images in it: two for every page. */
const imagesPerLookup = 50;

/** Pages that are asked for at the same time. */
const concurrentPages = 4;

/** What reading ahead works with. */
export interface ReadAheadOptions {
  readonly lookup: BatchedLookup<Image>;
  /** One page of all own images, whatever their status. */
  readonly listPage: (pageNumber: number, signal: AbortSignal) => Promise<Page<Image>>;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed: () => number;
}

/** Looks images up by ID, and reads the list of all images when look-ups come in great numbers. */
export interface ReadAhead {
  /** An answer may be up to `maxAgeMs` old; with 0 the service is asked for this very call. */
  describe(imageId: string, signal: AbortSignal, maxAgeMs: number): Promise<Image | null>;
  /** Drops everything that was read: something has changed. */
  forget(): void;
}

interface Kept {
  readonly image: Image;
  readonly askedAtMs: number;
}

/**
 * A host asks for its objects one by one, a few at a time, so that batches stay small: a thousand images cost a hundred calls. When many
 * look-ups come within a short time, the list of all own images is read instead, a hundred a call, and answers the rest. An image that
 * is not in the list is still looked up by its ID: only the service's own word makes it missing.
 */
export function createReadAhead({ lookup, listPage, elapsed }: ReadAheadOptions): ReadAhead {
  let kept = new Map<string, Kept>();
  let listing: Promise<void> | null = null;
  let recent: number[] = [];
  let lookups = 0;
  /** Look-ups after which the list is worth reading. */
  let threshold = burstLookups;

  const keep = (into: Map<string, Kept>, page: Page<Image>, askedAtMs: number) => {
    for (const image of page.items) into.set(image.imageId, { image, askedAtMs });
  };

  const readList = async (into: Map<string, Kept>) => {
    const never = new AbortController().signal;
    const read = async (pageNumber: number) => {
      const askedAtMs = elapsed();
      const page = await listPage(pageNumber, never);
      keep(into, page, askedAtMs);
      return page;
    };
    const { items, totalCount } = await read(1);
    if (items.length === 0) return;
    if (totalCount === null) return readUncounted(read, into);
    const pages = Math.ceil(totalCount / items.length);
    if (!isWorthReading(pages, totalCount)) {
      threshold = totalCount / imagesPerLookup;
      return;
    }
    threshold = burstLookups;
    let next = 2;
    const worker = async () => {
      while (next <= pages) await read(next++);
    };
    await Promise.all(Array.from({ length: concurrentPages }, worker));
  };

  /** Reads the pages of a service that does not count its images, one after the other, until one brings nothing new. */
  const readUncounted = async (
    read: (pageNumber: number) => Promise<Page<Image>>,
    into: ReadonlyMap<string, Kept>,
  ) => {
    let sizeBefore = 0;
    for (
      let pageNumber = 2;
      into.size > sizeBefore && isWorthReading(pageNumber, into.size);
      pageNumber += 1
    ) {
      sizeBefore = into.size;
      await read(pageNumber);
    }
  };

  const isWorthReading = (pages: number, images: number) =>
    pages <= fewPages || lookups >= images / imagesPerLookup;

  const startListing = () => {
    // Without the list everything is still looked up, only with more calls: its failure is nobody's error.
    listing = readList(kept).then(
      () => {},
      () => {
        threshold = Number.POSITIVE_INFINITY;
      },
    );
    void listing.then(() => {
      listing = null;
    });
  };

  const isBurst = () => {
    const now = elapsed();
    recent = [...recent.filter((at) => now - at < burstMs), now].slice(-burstLookups);
    lookups += 1;
    return recent.length === burstLookups && lookups >= threshold;
  };

  const fresh = (imageId: string, maxAgeMs: number): Image | undefined => {
    const found = kept.get(imageId);
    return found && elapsed() - found.askedAtMs <= maxAgeMs ? found.image : undefined;
  };

  return {
    async describe(imageId, signal, maxAgeMs) {
      const known = fresh(imageId, maxAgeMs);
      if (known) return known;
      if (isBurst() && listing === null) startListing();
      if (listing !== null) {
        await untilAborted(listing, signal);
        const listed = fresh(imageId, maxAgeMs);
        if (listed) return listed;
      }
      return lookup(imageId, signal);
    },
    forget() {
      kept = new Map();
    },
  };
}
