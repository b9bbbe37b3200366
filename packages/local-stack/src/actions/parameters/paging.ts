import { apiError } from "../../errors/api-error.ts";
import type { JsonObject } from "../../wire/json.ts";
import { integer, text } from "./parameter.ts";

/** The paging parameters of the older kind. Source: "ECS API reference": at least 1, at most 100 a page, default 10. */
export const pageParameters = {
  PageNumber: integer({ min: 1 }),
  PageSize: integer({ min: 1, max: 100 }),
};

/** Both kinds of paging parameters: numbered pages, and a token for the next page. */
export const pageOrTokenParameters = {
  ...pageParameters,
  MaxResults: integer({ min: 1 }),
  NextToken: text(),
};

/** One page of a list, and the fields of the response that say which page it is. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly fields: JsonObject;
}

/** The page that `PageNumber` and `PageSize` name. */
export function numberedPage<T>(
  items: readonly T[],
  request: { readonly PageNumber: number | undefined; readonly PageSize: number | undefined },
): Page<T> {
  const PageNumber = request.PageNumber ?? 1;
  const PageSize = request.PageSize ?? 10;
  const start = (PageNumber - 1) * PageSize;
  return {
    items: items.slice(start, start + PageSize),
    fields: { PageNumber, PageSize, TotalCount: items.length },
  };
}

/**
 * The page that the request wants: by token when it has `MaxResults` or `NextToken`, else by number. A `MaxResults`
 * outside the limits counts as the nearest limit.
 */
export function pageOf<T>(
  items: readonly T[],
  request: {
    readonly PageNumber: number | undefined;
    readonly PageSize: number | undefined;
    readonly MaxResults: number | undefined;
    readonly NextToken: string | undefined;
  },
  limits: { min: number; max: number },
): Page<T> {
  if (request.MaxResults === undefined && request.NextToken === undefined) {
    const { items: page, fields } = numberedPage(items, request);
    return { items: page, fields: { ...fields, NextToken: "" } };
  }
  const size = Math.min(limits.max, Math.max(limits.min, request.MaxResults ?? 10));
  const { items: page, nextToken } = tokenPage(items, request.NextToken, size);
  return {
    items: page,
    fields: { NextToken: nextToken, TotalCount: items.length, PageNumber: 1, PageSize: size },
  };
}

/** The page of that size that the token stands for; the next token is empty when nothing follows. */
export function tokenPage<T>(
  items: readonly T[],
  token: string | undefined,
  size: number,
): { items: readonly T[]; nextToken: string } {
  const start = token === undefined ? 0 : decodeToken(token);
  const end = start + size;
  return { items: items.slice(start, end), nextToken: end < items.length ? encodeToken(end) : "" };
}

function encodeToken(position: number): string {
  return Buffer.from(`next:${position}`).toString("base64url");
}

function decodeToken(token: string): number {
  const match = /^next:(\d{1,15})$/.exec(Buffer.from(token, "base64url").toString("latin1"));
  if (match === null) throw apiError("invalidParameter", "NextToken");
  return Number(match[1]);
}
