// Runs waiting code without waiting.
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";

/**
 * Runs work on a clock of its own: `performance.now` starts at 0 and goes forward only when the work sleeps with `setTimeout` of
 * node:timers/promises, which then returns at once. For work that has only one thing to wait for at a time. `Math.random` is replaced too,
 * so that every run is the same.
 * @template T
 * @param {number} seed for the random numbers
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inVirtualTime(seed, work) {
  const real = { now: performance.now, random: Math.random, sleep: timers.setTimeout };
  let nowMs = 0;
  performance.now = () => nowMs;
  Math.random = randomNumbers(seed);
  Object.assign(timers, {
    setTimeout: async (/** @type {number} */ milliseconds) => {
      nowMs += milliseconds;
    },
  });
  // Named imports of a built-in module see a replaced function only after this.
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    performance.now = real.now;
    Math.random = real.random;
    Object.assign(timers, { setTimeout: real.sleep });
    syncBuiltinESMExports();
  }
}

/**
 * Mulberry32, a small generator of evenly spread numbers in [0, 1).
 * @param {number} seed
 */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
