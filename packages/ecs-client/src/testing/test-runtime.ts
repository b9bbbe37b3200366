import type { Runtime } from "../call/runtime.ts";

/** A runtime without waiting: each sleep only moves the clock on and is recorded. */
export interface TestRuntime extends Runtime {
  readonly sleeps: readonly number[];
}

/** Its clocks start at zero; random numbers are all the same, by default nearly 1. */
export function createTestRuntime(random = 0.999): TestRuntime {
  let time = 0;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => Date.UTC(2016, 1, 23, 12, 46, 24) + time,
    elapsed: () => time,
    random: () => random,
    async sleep(milliseconds, signal) {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      time += milliseconds;
      sleeps.push(milliseconds);
    },
  };
}
