import { type EcsError, isEcsError } from "ecs-client";
import { poll } from "./poll.ts";
import { progressLog } from "./progress-log.ts";

/** When a call is repeated. */
export interface RetryOptions {
  /** Whether a failure passes by itself. May call the service first, and throw an error of its own to give up. */
  readonly isTemporary: (error: unknown) => boolean | Promise<boolean>;
}

/**
 * Makes a call, and repeats it while it fails for a reason that passes by itself.
 *
 * @throws the last failure when the signal fires between two attempts: it says more than the timeout that ended the retries. When the signal
 * fires during an attempt, the error of that has the failure as its `lastError`
 */
export async function retry<T>(
  call: () => Promise<T>,
  { isTemporary }: RetryOptions,
  signal: AbortSignal,
): Promise<T> {
  const logRetry = progressLog("operation", "a call failed and is repeated");
  let failure: unknown;
  try {
    return await poll(async () => {
      try {
        return { value: await call() };
      } catch (error) {
        if (signal.aborted || !(await isTemporary(error))) throw error;
        failure = error;
        const { action = null, code = null, kind = null } = isEcsError(error) ? error : {};
        logRetry(code ?? kind, { action });
        return undefined;
      }
    }, signal).then(({ value }) => value);
  } catch (error) {
    if (failure === undefined) throw error;
    if (error === signal.reason) throw failure;
    throw isInterruptedCall(error) && isEcsError(failure) ? error.with({ lastError: failure }) : error;
  }
}

/** Whether the signal ended a call in its first attempt, so that the call itself knows no failure. */
function isInterruptedCall(error: unknown): error is EcsError {
  return isEcsError(error) && error.kind === "aborted" && error.lastError === null;
}

/** Kinds of failure that end with an outage of the service, even if the client has given up. */
const OUTAGES: ReadonlySet<EcsError["kind"]> = new Set([
  "network",
  "timeout",
  "throttled",
  "malformed-response",
]);

/**
 * Whether a call failed because the service is unreachable or broken, so that the same call may succeed later. Repeat only calls that are
 * safe to repeat.
 */
export function isOutage(error: unknown): error is EcsError {
  return isEcsError(error) && (error.retryable || OUTAGES.has(error.kind));
}
