import { EcsError } from "../errors/ecs-error.ts";
import type { Page } from "./page.ts";

/** More pages than any account has; a service that goes on beyond them counts wrong. */
const maxPages = 1000;

/** A list that changes while it is read contradicts itself. A second reading usually succeeds. */
const maxReadings = 2;

/** A list that comes in pages. */
export interface PagedList<T> {
  /** Asks for one page; pages count from 1. */
  readonly fetchPage: (pageNumber: number) => Promise<Page<T>>;
  /** The key that identifies an item. */
  readonly idOf: (item: T) => string;
  /** Whether no further page is needed of a list that does not count its items. Default: all pages are read. */
  readonly isEnough?: (items: ReadonlyMap<string, T>) => boolean;
}

/** What was read of a list. */
export interface ReadItems<T> {
  /** By ID, in the order of the service. */
  readonly items: ReadonlyMap<string, T>;
  /** How many pages they came in; an empty page does not count. */
  readonly pageCount: number;
}

/**
 * Reads a list to its end: until there are as many items as TotalCount says, or until a page is empty. A page may be smaller than the page
 * size of the request, so its size says nothing.
 *
 * @throws EcsError of kind `malformed-response` for a list that cannot be trusted: it has fewer items than it counts, a page brings only
 * items that came before, or there is no end of pages. Such a list must never make an object look gone.
 */
export async function readAllPages<T>(list: PagedList<T>): Promise<ReadItems<T>> {
  for (let reading = 1; ; reading += 1) {
    try {
      return await readOnce(list);
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error;
      if (reading === maxReadings)
        throw new EcsError({
          kind: "malformed-response",
          reason: `the list contradicts itself: ${error.message}`,
          retryable: true,
          cause: error,
        });
    }
  }
}

class Contradiction extends Error {
  override readonly name = "Contradiction";
}

async function readOnce<T>({ fetchPage, idOf, isEnough }: PagedList<T>): Promise<ReadItems<T>> {
  const items = new Map<string, T>();
  for (let pageNumber = 1; pageNumber <= maxPages; pageNumber += 1) {
    const page = await fetchPage(pageNumber);
    const countBefore = items.size;
    for (const item of page.items) items.set(idOf(item), item);
    if (page.items.length === 0) {
      if (items.size < (page.totalCount ?? 0))
        throw new Contradiction(
          `TotalCount is ${page.totalCount}, but all pages together have ${items.size}`,
        );
      return { items, pageCount: pageNumber - 1 };
    }
    const isComplete = page.totalCount === null ? isEnough?.(items) : items.size === page.totalCount;
    if (isComplete) return { items, pageCount: pageNumber };
    if (items.size === countBefore)
      throw new Contradiction(`page ${pageNumber} has only items of the pages before it`);
  }
  throw new Contradiction(`it does not end after ${maxPages} pages`);
}
