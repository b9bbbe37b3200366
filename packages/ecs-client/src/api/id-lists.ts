import { requireNotEmpty } from "./argument-checks.ts";

/** IDs as one JSON parameter, as most actions want them; undefined without a list. Throws an EcsError for an empty list. */
export function idsToJson(argument: string, ids: readonly string[] | undefined): string | undefined {
  if (ids !== undefined) requireNotEmpty(argument, ids);
  return ids && JSON.stringify(ids);
}

/** IDs with commas between them, as DescribeImages wants them; undefined without a list. Throws an EcsError for an empty list. */
export function idsToText(argument: string, ids: readonly string[] | undefined): string | undefined {
  if (ids !== undefined) requireNotEmpty(argument, ids);
  return ids?.join(",");
}
