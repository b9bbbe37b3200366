import { isEcsError } from "../errors/predicates.ts";
import { codeMeans } from "../errors/service-codes.ts";

const olderStatuses = "Creating,Waiting,Available,UnAvailable,CreateFailed";

/** Runs a query over images of every status; gives it the value of the Status parameter. */
export type WithEveryStatus = <T>(query: (status: string) => Promise<T>) => Promise<T>;

/**
 * DescribeImages shows only Available images unless the request names every status, and older Apsara Stack releases do not
 * know Deprecated. When a release refuses the full list and accepts the one without it, later queries leave it out at once.
 */
export function createStatusFallback(): WithEveryStatus {
  let knowsDeprecated = true;
  return async (query) => {
    if (!knowsDeprecated) return query(olderStatuses);
    try {
      return await query(`${olderStatuses},Deprecated`);
    } catch (error) {
      if (!mayRefuseStatus(error)) throw error;
      const result = await query(olderStatuses);
      knowsDeprecated = false;
      return result;
    }
  };
}

function mayRefuseStatus(error: unknown): boolean {
  return (
    isEcsError(error) &&
    error.kind === "service" &&
    !error.retryable &&
    codeMeans("parameterRefused", error.code)
  );
}
