import { setTimeout as sleep } from "node:timers/promises";

/** The shortest time between two looks. */
const SHORTEST_MS = 500;
/** The longest time between two looks. */
const LONGEST_MS = 10_000;
/** A look is due when the time since the start has grown by this share: what was awaited is noticed that much late at most. */
const GROWTH = 0.1;
/** Looks of many waits are spread by up to this share either way. */
const JITTER = 0.2;

/** Clock and chance of a wait; replaced in tests. */
export interface PollClock {
  now(): number;
  /** In [0, 1). */
  random(): number;
}

const systemClock: PollClock = { now: () => performance.now(), random: Math.random };

/**
 * Looks at once, then again and again, until `look` returns something else than undefined. The time between looks grows with the time
 * waited, from 0.5 s to 10 s. Rejects with what `look` throws, or with the signal's reason as soon as it fires.
 */
export async function poll<T>(
  look: () => Promise<T | undefined>,
  signal: AbortSignal,
  clock: PollClock = systemClock,
): Promise<T> {
  const startMs = clock.now();
  for (;;) {
    signal.throwIfAborted();
    const seen = await look();
    if (seen !== undefined) return seen;
    await pause(intervalMs(clock.now() - startMs, clock.random()), signal);
  }
}

/** Time to the next look after a wait of `waitedMs`; `chance` in [0, 1) spreads it. */
export function intervalMs(waitedMs: number, chance: number): number {
  const interval = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, waitedMs * GROWTH));
  return interval * (1 + (2 * chance - 1) * JITTER);
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch {
    signal.throwIfAborted();
  }
}
