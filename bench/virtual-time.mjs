// Runs waiting code without waiting.
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";
import { Random } from "../scripts/lib/random.mjs";

/** @typedef {{ atMs: number; run: () => void }} Timer */

/**
 * Runs work on a clock of its own: `performance.now` starts at 0 and goes forward only while all of the work waits for `setTimeout`, the
 * global one or that of node:timers/promises, and then at once. `Math.random` is replaced too, so that every run is the same.
 * @template T
 * @param {number} seed for the random numbers
 * @param {() => Promise<T>} work waits for nothing else
 * @returns {Promise<T>}
 */
export async function inVirtualTime(seed, work) {
  const random = new Random(seed);
  const clock = virtualClock();
  const undo = [
    replace(performance, { now: clock.now }),
    replace(Math, { random: () => random.next() }),
    replace(globalThis, { setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout }),
    replace(timers, {
      setTimeout: (/** @type {number} */ milliseconds) =>
        new Promise((resolve) => clock.setTimeout(() => resolve(undefined), milliseconds)),
    }),
  ];
  // Named imports of a built-in module see a replaced function only after this.
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    for (const back of undo) back();
    syncBuiltinESMExports();
  }
}

function virtualClock() {
  let nowMs = 0;
  /** @type {Timer[]} */
  let waiting = [];
  const runNext = () => {
    const [next] = waiting.sort((a, b) => a.atMs - b.atMs);
    if (next === undefined) return;
    clearTimer(next);
    nowMs = next.atMs;
    next.run();
  };
  const clearTimer = (/** @type {Timer | undefined} */ timer) => {
    waiting = waiting.filter((each) => each !== timer);
  };
  return {
    now: () => nowMs,
    clearTimeout: clearTimer,
    /** @type {(run: () => void, milliseconds?: number) => Timer} */
    setTimeout: (run, milliseconds = 0) => {
      const timer = { atMs: nowMs + milliseconds, run };
      waiting.push(timer);
      // By then all promises that can settle without a timer have.
      setImmediate(runNext);
      return timer;
    },
  };
}

/**
 * @param {object} holder
 * @param {Record<string, unknown>} functions
 * @returns {() => void} brings the old ones back
 */
function replace(holder, functions) {
  const before = Object.fromEntries(Object.keys(functions).map((name) => [name, Reflect.get(holder, name)]));
  Object.assign(holder, functions);
  return () => Object.assign(holder, before);
}
