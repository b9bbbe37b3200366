import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";
import { Random } from "../scripts/lib/random.mjs";

/**
 * Runs work on a virtual clock: `performance.now` starts at 0 and jumps to the next timer as soon as all of the work waits for
 * `setTimeout`, the global one or that of node:timers/promises. `Math.random` follows from the seed, so that every run is the same. The
 * work may wait for nothing but timers.
 */
export async function inVirtualTime<T>(seed: number, work: () => Promise<T>): Promise<T> {
  const random = new Random(seed);
  const clock = new VirtualClock();
  const restorers = [
    replace(performance, { now: () => clock.nowMs }),
    replace(Math, { random: () => random.next() }),
    replace(globalThis, {
      setTimeout: (run: () => void, delayMs?: number) => clock.setTimeout(run, delayMs),
      clearTimeout: (timer: VirtualTimer | undefined) => clock.clearTimeout(timer),
    }),
    replace(timers, {
      setTimeout: (delayMs: number) =>
        new Promise((resolve) => clock.setTimeout(() => resolve(undefined), delayMs)),
    }),
  ];
  // Named imports of a built-in module see a replaced function only after this.
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    for (const restore of restorers) restore();
    syncBuiltinESMExports();
  }
}

interface VirtualTimer {
  readonly atMs: number;
  readonly run: () => void;
}

class VirtualClock {
  nowMs = 0;
  #timers: VirtualTimer[] = [];

  setTimeout(run: () => void, delayMs = 0): VirtualTimer {
    const timer = { atMs: this.nowMs + delayMs, run };
    this.#timers.push(timer);
    // By then all promises that need no timer are settled.
    setImmediate(() => this.#runNext());
    return timer;
  }

  clearTimeout(timer: VirtualTimer | undefined): void {
    this.#timers = this.#timers.filter((each) => each !== timer);
  }

  #runNext(): void {
    const [next] = this.#timers.sort((a, b) => a.atMs - b.atMs);
    if (next === undefined) return;
    this.clearTimeout(next);
    this.nowMs = next.atMs;
    next.run();
  }
}

/** Replaces functions of an object. Returns a function that restores them. */
function replace(holder: object, functions: Readonly<Record<string, unknown>>): () => void {
  const originals = Object.fromEntries(
    Object.keys(functions).map((name) => [name, Reflect.get(holder, name)]),
  );
  Object.assign(holder, functions);
  return () => {
    Object.assign(holder, originals);
  };
}
