import type { Image } from "../api/model/image.ts";
import type { Page } from "../api/page.ts";

/** Pages that are requested at the same time. */
const concurrentPages = 4;

/** Requests one page of all own images, whatever their status. */
export type ListImages = (pageNumber: number, signal: AbortSignal) => Promise<Page<Image>>;

/** How far reading the list went. */
export interface ImageListReading {
  /** As many as the service counts; where it does not count, as many as were read. */
  readonly imageCount: number;
  /** False when the list was too long to be worth reading to its end. */
  readonly isComplete: boolean;
}

interface CachedImage {
  readonly image: Image;
  readonly requestedAtMs: number;
}

/**
 * The images that were read from the list of all own images. It can only tell that an image exists: a list that changes while it is read
 * may lack some.
 */
export class ImageList {
  readonly #listPage: ListImages;
  readonly #elapsed: () => number;
  #images = new Map<string, CachedImage>();

  /** `elapsed` gives the milliseconds of a clock that never goes back. */
  constructor(listPage: ListImages, elapsed: () => number) {
    this.#listPage = listPage;
    this.#elapsed = elapsed;
  }

  /** The image, if it was read in the last `maxAgeMs`. */
  get(imageId: string, maxAgeMs: number): Image | undefined {
    const cached = this.#images.get(imageId);
    return cached && this.#elapsed() - cached.requestedAtMs <= maxAgeMs ? cached.image : undefined;
  }

  /** Drops all images, those of a reading under way included. */
  clear(): void {
    this.#images = new Map();
  }

  /** Reads the list to its end, as long as that is worth while for a list of so many pages and images. */
  async read(isWorthWhile: (pages: number, images: number) => boolean): Promise<ImageListReading> {
    const images = this.#images;
    const { items, totalCount } = await this.#readPage(1, images);
    if (items.length === 0) return { imageCount: 0, isComplete: true };
    if (totalCount === null) return this.#readUncounted(images, isWorthWhile);
    const pages = Math.ceil(totalCount / items.length);
    if (!isWorthWhile(pages, totalCount)) return { imageCount: totalCount, isComplete: false };
    let next = 2;
    const worker = async () => {
      while (next <= pages) await this.#readPage(next++, images);
    };
    await Promise.all(Array.from({ length: concurrentPages }, worker));
    return { imageCount: totalCount, isComplete: true };
  }

  /** Reads the pages of a service that does not count its images, one after the other, until one brings nothing new. */
  async #readUncounted(
    images: Map<string, CachedImage>,
    isWorthWhile: (pages: number, images: number) => boolean,
  ): Promise<ImageListReading> {
    let countBefore = 0;
    for (let pageNumber = 2; images.size > countBefore; pageNumber += 1) {
      if (!isWorthWhile(pageNumber, images.size)) return { imageCount: images.size, isComplete: false };
      countBefore = images.size;
      await this.#readPage(pageNumber, images);
    }
    return { imageCount: images.size, isComplete: true };
  }

  async #readPage(pageNumber: number, into: Map<string, CachedImage>): Promise<Page<Image>> {
    const requestedAtMs = this.#elapsed();
    const page = await this.#listPage(pageNumber, new AbortController().signal);
    for (const image of page.items) into.set(image.imageId, { image, requestedAtMs });
    return page;
  }
}
