import { syncBuiltinESMExports } from "node:module";
import type { TimerOptions } from "node:timers";
import timers from "node:timers/promises";
import { vi } from "vitest";

/**
 * Stops the clock for a test: timers, `AbortSignal.timeout` and the promises of `node:timers/promises` wait for
 * `vi.advanceTimersByTimeAsync`. Undone by {@link useRealTime}.
 */
export function useFakeTime(): void {
  vi.useFakeTimers();
  vi.spyOn(AbortSignal, "timeout").mockImplementation(timeoutSignal);
  vi.spyOn(timers, "setTimeout").mockImplementation(sleep);
  // Named imports of a built-in module see a replaced function only after this.
  syncBuiltinESMExports();
}

/** Lets the clock run again. */
export function useRealTime(): void {
  vi.useRealTimers();
  vi.restoreAllMocks();
  syncBuiltinESMExports();
}

function timeoutSignal(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException("The time is over", "TimeoutError")), milliseconds);
  return controller.signal;
}

function sleep(milliseconds?: number, value?: unknown, options?: TimerOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const { signal } = options ?? {};
    const onAbort = () => {
      clearTimeout(timer);
      reject(new DOMException("The wait was aborted", "AbortError"));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve(value);
    }, milliseconds);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener("abort", onAbort, { once: true });
  });
}
