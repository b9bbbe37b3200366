import { type BatchedLookup, createBatcher } from "./batcher.ts";
import { EcsError } from "./errors.ts";
import type { WithEveryStatus } from "./image-statuses.ts";
import { configurationError } from "./options.ts";
import { allItems, type Page } from "./page.ts";
import type { Image } from "./parse/image.ts";

/** DescribeImages takes this many IDs at most. */
const maxIds = 100;

/** Asks for one page of images by ID and status, own images only. */
export type FetchImages = (
  query: { imageIds: readonly string[]; status: string; pageNumber: number },
  signal: AbortSignal,
) => Promise<Page<Image>>;

/** Looks own images up by ID, many of them with one call; null when there is no such image, whatever its status. */
export function createImageLookup(
  fetchImages: FetchImages,
  withEveryStatus: WithEveryStatus,
  delayMs: number,
): BatchedLookup<Image> {
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

  const lookup = createBatcher<Image>({ delayMs, maxKeys: maxIds, run });

  return async (imageId, signal, patienceMs) => {
    if (!/^[^\s,]+$/.test(imageId)) throw configurationError(`${JSON.stringify(imageId)} is no image ID`);
    try {
      return await lookup(imageId, signal, patienceMs);
    } catch (error) {
      const call = { action: "DescribeImages", subject: `image ${imageId}` };
      if (signal.aborted)
        throw new EcsError({ kind: "aborted", reason: "it was cancelled", ...call, cause: signal.reason });
      throw error instanceof EcsError ? error.with(call) : error;
    }
  };
}

function saysNoSuchImage(error: unknown): boolean {
  return error instanceof EcsError && /^InvalidImageId\.(?:NotFound|Malformed)$/.test(error.code ?? "");
}
