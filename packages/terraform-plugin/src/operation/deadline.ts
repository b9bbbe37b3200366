import { setMaxListeners } from "node:events";
import { OperationStopped, OperationTimedOut } from "./errors.ts";

/** The longest delay that a timer takes; a longer timeout never fires. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs an operation with a signal that is aborted when the timeout passes, Terraform says stop, or the host gives up the call. The
 * operation itself decides how it ends then.
 */
export async function withDeadline<T>(
  timeoutMs: number,
  stop: AbortSignal,
  call: AbortSignal,
  operation: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stopped = () => controller.abort(new OperationStopped());
  const timer =
    timeoutMs > LONGEST_TIMER_MS
      ? undefined
      : setTimeout(() => controller.abort(new OperationTimedOut(timeoutMs)), timeoutMs);
  for (const signal of [stop, call]) {
    if (signal.aborted) stopped();
    signal.addEventListener("abort", stopped, { once: true });
  }
  try {
    return await operation(controller.signal);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener("abort", stopped);
    call.removeEventListener("abort", stopped);
  }
}

/** What is aborted to stop every operation under way. All of them listen to it: there is no number of listeners that would mean a leak. */
export function stopController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
