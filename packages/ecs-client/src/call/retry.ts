import { EcsError } from "../errors/ecs-error.ts";
import { codeMeans } from "../errors/service-codes.ts";
import type { Runtime } from "./runtime.ts";

const baseDelayMs = 500;
const maxDelayMs = 10_000;
/** Wait while the service still works on an earlier call with the same client token. */
const inProgressDelayMs = 2_000;
/** Longest wait taken over from the service, as in the official CLI. */
const maxRetryAfterMs = 60_000;

/** How a call is retried. */
export interface RetryOptions {
  /**
   * Retries after server errors, lost connections and timeouts. Throttling and calls in progress do not count: they end
   * by themselves, and the caller's signal is their deadline.
   */
  readonly maxRetries: number;
  readonly runtime: Pick<Runtime, "random" | "sleep">;
  readonly signal: AbortSignal;
  /** Makes the error for a signal that fired between two attempts. */
  readonly aborted: () => EcsError;
  /** Called before each wait. */
  readonly onRetry?: (error: EcsError, delayMs: number, attempt: number) => void;
}

/**
 * Runs attempts until one succeeds, fails for good, or the signal fires. An attempt fails with an EcsError. The error that
 * comes out counts the attempts, and may have taken effect if any attempt may: a create whose response was lost may have
 * succeeded whatever the next attempt says.
 */
export async function withRetries<T>(
  run: (attempt: number) => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const { maxRetries, runtime, signal } = options;
  let counted = 0;
  let ambiguous = false;
  let mayHaveTakenEffect = false;
  let lastError: EcsError | null = null;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run(attempt);
    } catch (error) {
      if (!(error instanceof EcsError)) throw error;
      ambiguous ||= error.ambiguous;
      mayHaveTakenEffect ||= error.mayHaveTakenEffect;
      const outcome = { attempts: attempt, ambiguous, mayHaveTakenEffect };
      if (error.kind === "aborted") throw error.with({ ...outcome, lastError });
      if (!endsByItself(error)) counted += 1;
      if (!error.retryable || counted > maxRetries) throw error.with(outcome);
      lastError = error;
      const delayMs = delayAfter(error, attempt, runtime.random());
      options.onRetry?.(error, delayMs, attempt);
      try {
        await runtime.sleep(delayMs, signal);
      } catch {
        throw options.aborted().with({ ...outcome, lastError });
      }
    }
  }
}

/**
 * The wait after a failed attempt, in milliseconds; attempts count from 1. Full jitter: anything from zero to a bound that
 * doubles, so that clients that failed together do not come back together.
 */
export function delayAfter(error: EcsError, attempt: number, random: number): number {
  if (codeMeans("clientTokenInProgress", error.code)) return inProgressDelayMs;
  if (error.retryAfterMs !== null)
    return Math.min(error.retryAfterMs, maxRetryAfterMs) + random * baseDelayMs;
  return random * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
}

function endsByItself(error: EcsError): boolean {
  return error.kind === "throttled" || codeMeans("clientTokenInProgress", error.code);
}
