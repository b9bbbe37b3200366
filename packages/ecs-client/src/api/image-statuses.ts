import { EcsError } from "../errors/ecs-error.ts";

const olderStatuses = "Creating,Waiting,Available,UnAvailable,CreateFailed";

/** Runs a query over images of every status; gives it the value of the Status parameter. */
export type WithEveryStatus = <T>(query: (status: string) => Promise<T>) => Promise<T>;

/**
 * DescribeImages shows only Available images unless it is told every status by name, and older Apsara Stack releases do not
 * know Deprecated. When a release refuses the full list and takes the one without it, that is remembered.
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

/** The codes differ between releases: InvalidStatus.…, InvalidParameter.Status, or only InvalidParamter (their spelling). */
function mayRefuseStatus(error: unknown): boolean {
  if (!(error instanceof EcsError) || error.kind !== "service" || error.retryable) return false;
  return /^(?:InvalidParam|InvalidStatus|InvalidImageStatus|IllegalParam|ValueNotSupported)/.test(
    error.code ?? "",
  );
}
