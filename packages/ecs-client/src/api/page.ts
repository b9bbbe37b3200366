import { type Fields, ShapeError } from "../call/fields.ts";
import { configurationError } from "../errors/configuration-error.ts";

/** Which page of a list to ask for. */
export interface Paging {
  /** Counts from 1. Default 1. */
  readonly pageNumber?: number | undefined;
  /** At most 100. Default 100; the service's own default is 10. The service may give fewer items than that. */
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
export function pagingToRequest(paging: Paging): { PageNumber: number; PageSize: number } {
  return { PageNumber: paging.pageNumber ?? 1, PageSize: paging.pageSize ?? 100 };
}

/**
 * Reads one page; `container` and `item` name its list. A missing list is an error, and so is an empty first page of a list that is said
 * to have items: neither may look like "there are none".
 */
export function pageFromApi<T>(
  response: Fields,
  requestId: string | null,
  paging: Paging,
  list: { container: string; item: string; fromApi: (item: Fields) => T },
): Page<T> {
  const { PageNumber: pageNumber } = pagingToRequest(paging);
  const items = response.requiredList(list.container, list.item).map(list.fromApi);
  const totalCount = response.number("TotalCount");
  if (pageNumber === 1 && items.length === 0 && totalCount !== null && totalCount > 0)
    throw new ShapeError(`TotalCount is ${totalCount}, but the first page of ${list.container} is empty`);
  return { items, totalCount, pageNumber, requestId };
}

/**
 * A list of IDs as one JSON parameter; undefined without a list. An empty list is refused: the service would take it for no
 * condition at all and answer with everything.
 */
export function idsToJson(name: string, ids: readonly string[] | undefined): string | undefined {
  if (ids === undefined) return undefined;
  if (ids.length === 0) throw configurationError(`${name} must name at least one ID`);
  return JSON.stringify(ids);
}
