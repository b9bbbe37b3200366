import type { Fields } from "../call/fields.ts";
import { configurationError } from "../errors/configuration-error.ts";
import { EcsError } from "../errors/ecs-error.ts";

/** Which page of a list to ask for. */
export interface Paging {
  /** Counts from 1. Default 1. */
  readonly pageNumber?: number | undefined;
  /** At most 100. Default 100; the service's own default is 10. */
  readonly pageSize?: number | undefined;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Items of all pages together; null when the service does not say. */
  readonly totalCount: number | null;
  readonly pageNumber: number;
  readonly requestId: string | null;
}

/** The paging parameters of a request. */
export function pagingParameters(paging: Paging): { PageNumber: number; PageSize: number } {
  return { PageNumber: paging.pageNumber ?? 1, PageSize: paging.pageSize ?? 100 };
}

/** Reads one page; `container` and `item` name its list. */
export function parsePage<T>(
  answer: Fields,
  requestId: string | null,
  list: { container: string; item: string; parse: (item: Fields) => T },
): Page<T> {
  return {
    items: answer.requiredList(list.container, list.item).map(list.parse),
    totalCount: answer.number("TotalCount"),
    pageNumber: answer.number("PageNumber") ?? 1,
    requestId,
  };
}

/** More pages than any account has; a service that goes on beyond them counts wrong. */
const maxPages = 1000;

/**
 * The items of all pages, one page after the other, until the service has named as many as it counts or a page is empty.
 * The page size the service really used may be smaller than the one asked for, so it plays no part in the decision.
 */
export async function* allItems<T>(fetchPage: (pageNumber: number) => Promise<Page<T>>): AsyncGenerator<T> {
  let received = 0;
  for (let pageNumber = 1; pageNumber <= maxPages; pageNumber += 1) {
    const page = await fetchPage(pageNumber);
    yield* page.items;
    received += page.items.length;
    if (page.items.length === 0 || received >= (page.totalCount ?? received)) return;
  }
  throw new EcsError({ kind: "malformed-response", reason: `the list does not end after ${maxPages} pages` });
}

/**
 * A list of IDs as one JSON parameter; undefined without a list. An empty list is refused: the service would take it for no
 * condition at all and answer with everything.
 */
export function jsonIds(name: string, ids: readonly string[] | undefined): string | undefined {
  if (ids === undefined) return undefined;
  if (ids.length === 0) throw configurationError(`${name} must name at least one ID`);
  return JSON.stringify(ids);
}
