/** Time and chance, as the client sees them. Tests replace them; nothing else needs to. */
export interface Runtime {
  /** Wall clock, milliseconds since 1970; dates the signatures. */
  now(): number;
  /** A clock that never goes back, in milliseconds; measures waits. */
  elapsed(): number;
  /** A number from 0 (included) to 1 (excluded). */
  random(): number;
  /** Waits; rejects at once with the signal's reason when the signal fires. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The clock and random numbers of the machine. */
export const systemRuntime: Runtime = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  sleep(milliseconds, signal) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const slept = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    return untilAborted(slept, signal).finally(() => clearTimeout(timer));
  },
};

/**
 * The promise's outcome, or a rejection with the signal's reason as soon as the signal fires. The promise itself goes on;
 * a rejection that comes too late is swallowed.
 */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
