import { readAllPages } from "../api/all-pages.ts";
import type { ImageCalls } from "../api/images.ts";
import type { Image } from "../api/model/image.ts";
import { isEcsError } from "../errors/predicates.ts";
import { codeMeans } from "../errors/service-codes.ts";

/** Finds images by ID; the ones that the map does not have do not exist. */
export type FindImages = (
  imageIds: readonly string[],
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, Image>>;

/**
 * Finds images, whatever their status, with as few DescribeImages as the service's pages allow. With the owner `self` only own ones, without
 * an owner all that the account can see.
 */
export function imageFinder(
  { describeImages }: Pick<ImageCalls, "describeImages">,
  imageOwnerAlias?: "self",
): FindImages {
  const readPages = (imageIds: readonly string[], signal: AbortSignal) =>
    readAllPages({
      fetchPage: (pageNumber) =>
        describeImages({ imageIds, imageOwnerAlias, statuses: "every" }, { pageNumber }, signal),
      idOf: ({ imageId }) => imageId,
      isEnough: (images) => imageIds.every((imageId) => images.has(imageId)),
    });

  const findTogether: FindImages = async (imageIds, signal) => {
    const { items, pageCount } = await readPages(imageIds, signal);
    const missing = imageIds.filter((imageId) => !items.has(imageId));
    if (missing.length === 0 || pageCount < 2) return items;
    // An image that is deleted between two pages moves another one to a page that has been read already.
    const { items: found } = await readPages(missing, signal);
    return new Map([...items, ...found]);
  };

  /** Some releases refuse a whole list for one ID they do not like; the others must not suffer from it. */
  const find: FindImages = async (imageIds, signal) => {
    try {
      return await findTogether(imageIds, signal);
    } catch (error) {
      if (!saysNoSuchImage(error)) throw error;
      if (imageIds.length === 1) return new Map();
      const half = Math.ceil(imageIds.length / 2);
      const parts = await Promise.all([
        find(imageIds.slice(0, half), signal),
        find(imageIds.slice(half), signal),
      ]);
      return new Map(parts.flatMap((part) => [...part]));
    }
  };
  return find;
}

/** Whether DescribeImages was refused because of an ID that names no image, or that cannot name one. */
function saysNoSuchImage(error: unknown): boolean {
  return isEcsError(error) && codeMeans("imageIdRefused", error.code);
}
