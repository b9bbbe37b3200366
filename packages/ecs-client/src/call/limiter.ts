import type { Runtime } from "./runtime.ts";

/** Lowest rate the limiter goes down to; the API guide advises to probe a throttled service once a second. */
const minRatePerSecond = 1;
/** Without throttling for this long the limiter lets go; the service counts calls by the minute. */
const calmMs = 60_000;
/**
 * Time after a cut in which throttling does not cut again: a service that counts by the second refuses the rest of it
 * whatever the rate.
 */
const cutPauseMs = 1000;
/** Longest pause that the service can ask for, as in the official CLI. */
const maxPauseMs = 60_000;
/** Share of the throttled rate regained each second: fast up to just below it, then slowly, to find the limit anew. */
const fastRecovery = 0.1;
const slowRecovery = 0.02;
const fastRecoveryUpTo = 0.9;

/** Permission for one attempt. */
export interface Permit {
  readonly grantedAtMs: number;
}

/**
 * Slows calls down while the service throttles, and is invisible otherwise. On throttling the rate is halved, at most once
 * for all the calls that were under way together, and then recovers gradually.
 */
export interface Limiter {
  /** Waits for the turn of one attempt; rejects with the signal's reason. */
  acquire(signal: AbortSignal): Promise<Permit>;
  /** The attempt was throttled; retryAfterMs is the wait the service asked for. */
  throttled(permit: Permit, retryAfterMs: number | null): void;
  /** Attempts throttled since the limiter was made. */
  readonly throttledCount: number;
  /** Calls per second let through now; null without a limit. */
  readonly ratePerSecond: number | null;
}

interface Turn {
  readonly resolve: (permit: Permit) => void;
}

/** A limiter of its own. Clients share one per endpoint, see {@link sharedLimiter}. */
export function createLimiter(runtime: Pick<Runtime, "elapsed" | "sleep">): Limiter {
  let rate: number | null = null;
  let throttledRate = 0;
  let recoveredAtMs = 0;
  let lastThrottledAtMs = Number.NEGATIVE_INFINITY;
  let lastCutAtMs = Number.NEGATIVE_INFINITY;
  let nextSlotAtMs = 0;
  let throttledCount = 0;
  let recentGrantsMs: number[] = [];
  let queue: Turn[] = [];
  let serving = false;
  let nap = new AbortController();

  const recover = (now: number) => {
    if (rate === null) return;
    if (now - lastThrottledAtMs >= calmMs) {
      rate = null;
      return;
    }
    const knee = throttledRate * fastRecoveryUpTo;
    let seconds = (now - recoveredAtMs) / 1000;
    if (rate < knee) {
      const fastSeconds = Math.min(seconds, (knee - rate) / (throttledRate * fastRecovery));
      rate += fastSeconds * throttledRate * fastRecovery;
      seconds -= fastSeconds;
    }
    rate += seconds * throttledRate * slowRecovery;
    recoveredAtMs = now;
  };

  const grant = (now: number): Permit => {
    if (rate !== null) nextSlotAtMs = now + 1000 / rate;
    recentGrantsMs = recentGrantsMs.filter((time) => time > now - 1000);
    recentGrantsMs.push(now);
    return { grantedAtMs: now };
  };

  // The queue is served in order by one loop, which looks at the rate anew for each turn: a caller at its end profits from
  // a rate that has recovered meanwhile.
  const serve = async () => {
    while (queue.length > 0) {
      const now = runtime.elapsed();
      recover(now);
      if (rate === null || nextSlotAtMs <= now) {
        queue.shift()?.resolve(grant(now));
        continue;
      }
      nap = new AbortController();
      await runtime.sleep(nextSlotAtMs - now, nap.signal).catch(() => {});
    }
    serving = false;
  };

  return {
    acquire(signal) {
      const now = runtime.elapsed();
      recover(now);
      if (!serving && (rate === null || nextSlotAtMs <= now)) return Promise.resolve(grant(now));
      return new Promise((resolve, reject) => {
        const onAbort = () => {
          queue = queue.filter((other) => other !== turn);
          // A timer that nobody needs would keep the process alive.
          if (queue.length === 0) nap.abort();
          reject(signal.reason);
        };
        const turn: Turn = {
          resolve: (permit) => {
            signal.removeEventListener("abort", onAbort);
            resolve(permit);
          },
        };
        if (signal.aborted) return onAbort();
        signal.addEventListener("abort", onAbort, { once: true });
        queue.push(turn);
        if (serving) return;
        serving = true;
        void serve();
      });
    },
    throttled(permit, retryAfterMs) {
      const now = runtime.elapsed();
      recover(now);
      throttledCount += 1;
      lastThrottledAtMs = now;
      if (permit.grantedAtMs >= lastCutAtMs + cutPauseMs) {
        lastCutAtMs = now;
        const observed = recentGrantsMs.filter((time) => time > permit.grantedAtMs - 1000).length;
        throttledRate = Math.max(minRatePerSecond, rate ?? observed);
        rate = Math.max(minRatePerSecond, throttledRate / 2);
        recoveredAtMs = now;
        nextSlotAtMs = Math.max(nextSlotAtMs, now + 1000 / rate);
      }
      if (retryAfterMs !== null)
        nextSlotAtMs = Math.max(nextSlotAtMs, now + Math.min(retryAfterMs, maxPauseMs));
    },
    get throttledCount() {
      return throttledCount;
    },
    get ratePerSecond() {
      recover(runtime.elapsed());
      return rate;
    },
  };
}

const shared = new Map<string, Limiter>();

/** The limiter of an endpoint, one for all clients of the process. The first client's clock counts. */
export function sharedLimiter(endpoint: URL, runtime: Runtime): Limiter {
  const key = endpoint.origin + endpoint.pathname;
  let limiter = shared.get(key);
  if (limiter === undefined) {
    limiter = createLimiter(runtime);
    shared.set(key, limiter);
  }
  return limiter;
}
