import { ApiError, knownError, throttled } from "../errors/api-error.ts";
import type { FaultRule } from "./fault-rule.ts";
import { sleep } from "./sleep.ts";

/** How long `throttle` makes the client wait, and how long `slow` takes, unless the rule says. */
const DEFAULT_FAULT_MS = 1000;

/**
 * Does what the rule says to a request before the request is handled: throws the ApiError that it is refused with, or
 * waits. Resolves to true when the connection is to be cut, at the latest when the signal is aborted.
 */
export async function breakRequest(rule: FaultRule, signal: AbortSignal): Promise<boolean> {
  switch (rule.fault) {
    case "throttle":
      throw throttled(rule.ms ?? DEFAULT_FAULT_MS);
    case "error":
      throw errorOf(rule);
    case "drop-before":
      return true;
    case "hang":
      await sleep(rule.ms ?? Number.POSITIVE_INFINITY, signal);
      return true;
    case "slow":
      return !(await sleep(rule.ms ?? DEFAULT_FAULT_MS, signal));
    case "drop-after":
      return false;
  }
}

function errorOf({ code = "InternalError", status }: FaultRule): ApiError {
  const rows = knownError(code);
  const row = rows.find((candidate) => candidate.status === status) ?? rows[0];
  return new ApiError({
    code,
    status: status ?? row?.status ?? 500,
    message: row?.message ?? "A fault rule of the local stack refuses this request.",
  });
}
