import { vi } from "vitest";

/** Stops the clock for a test: timers and `AbortSignal.timeout` wait for `vi.advanceTimersByTimeAsync`. Undone by {@link useRealTime}. */
export function useFakeTime(): void {
  vi.useFakeTimers();
  vi.spyOn(AbortSignal, "timeout").mockImplementation(timeoutSignal);
}

/** Lets the clock run again. */
export function useRealTime(): void {
  vi.useRealTimers();
  vi.restoreAllMocks();
}

function timeoutSignal(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException("The time is over", "TimeoutError")), milliseconds);
  return controller.signal;
}
