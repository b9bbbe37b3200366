import type { Caller } from "../call/call.ts";
import type { CallSpec } from "../call/call-spec.ts";
import { type Fields, ShapeError } from "../call/fields.ts";

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

/** An action that gives a list in pages. */
export interface ListAction<T> {
  readonly action: string;
  /** Where the response has the list: `Images` of `Images.Image[]`. */
  readonly container: string;
  readonly item: string;
  readonly fromApi: (item: Fields) => T;
}

/** Asks for one page of a list. */
export function describePage<T>(
  caller: Pick<Caller, "call">,
  list: ListAction<T>,
  parameters: CallSpec<T>["parameters"],
  paging: Paging,
  signal: AbortSignal,
): Promise<Page<T>> {
  const { pageNumber = 1, pageSize = 100 } = paging;
  return caller.call(
    {
      action: list.action,
      parameters: { ...parameters, PageNumber: pageNumber, PageSize: pageSize },
      parse: (response, requestId) => pageFromApi(response, requestId, pageNumber, list),
    },
    signal,
  );
}

/**
 * Reads one page. A missing list is an error, and so is an empty first page of a list that is said to have items: neither may look like
 * "there are none".
 */
export function pageFromApi<T>(
  response: Fields,
  requestId: string | null,
  pageNumber: number,
  list: Pick<ListAction<T>, "container" | "item" | "fromApi">,
): Page<T> {
  const items = response.requiredList(list.container, list.item).map(list.fromApi);
  const totalCount = response.number("TotalCount");
  if (pageNumber === 1 && items.length === 0 && totalCount !== null && totalCount > 0)
    throw new ShapeError(`TotalCount is ${totalCount}, but the first page of ${list.container} is empty`);
  return { items, totalCount, pageNumber, requestId };
}
