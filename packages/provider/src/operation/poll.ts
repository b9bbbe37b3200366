/** The shortest and the longest time between two attempts. */
const SHORTEST_MS = 500;
const LONGEST_MS = 10_000;
/** Without an estimate of the rest, the next attempt is due when the time since the start has grown by this share. */
const GROWTH = 0.125;
/** With an estimate, the next attempt is due after this share of the rest. */
const SHARE_OF_REST = 0.5;
/** Near the end of a long wait, attempts come no faster than this share of the time waited, nor than every {@link UNHURRIED_MS}. */
const SHARE_OF_WAIT = 0.01;
const UNHURRIED_MS = 1500;
/** Attempts of many waits are spread: each may come later by up to this share. */
const JITTER = 0.2;

/** The clock and the random numbers of a wait; tests replace them. */
export interface PollClock {
  now(): number;
  /** In [0, 1). */
  random(): number;
}

const systemClock: PollClock = { now: () => performance.now(), random: () => Math.random() };

/** Options of a wait. */
export interface PollOptions {
  /** Estimates how much longer the wait takes, in milliseconds; undefined if no estimate is possible. Called after every attempt. */
  readonly remainingMs?: () => number | undefined;
  readonly clock?: PollClock;
}

/**
 * Makes an attempt at once, then again and again, until one returns a value other than undefined. The time between attempts, from 0.5 s
 * to 10 s, grows with the time waited, and shrinks as the end that `remainingMs` estimates comes near.
 *
 * @throws what `attempt` throws, or the reason of `signal` as soon as it fires
 */
export async function poll<T>(
  attempt: () => Promise<T | undefined>,
  signal: AbortSignal,
  { remainingMs = () => undefined, clock = systemClock }: PollOptions = {},
): Promise<T> {
  const startMs = clock.now();
  for (;;) {
    signal.throwIfAborted();
    const result = await attempt();
    if (result !== undefined) return result;
    await pause(intervalMs(clock.now() - startMs, remainingMs(), clock.random()), signal);
  }
}

/** Time to the next attempt after a wait of `waitedMs`, when it will take `remainingMs` more; `chance` in [0, 1) spreads it. */
export function intervalMs(waitedMs: number, remainingMs: number | undefined, chance: number): number {
  const wanted = remainingMs === undefined ? waitedMs * GROWTH : remainingMs * SHARE_OF_REST;
  const shortest = Math.max(SHORTEST_MS, Math.min(UNHURRIED_MS, waitedMs * SHARE_OF_WAIT));
  return Math.min(LONGEST_MS, Math.max(shortest, wanted)) * (1 + JITTER * chance);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, milliseconds);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
}
