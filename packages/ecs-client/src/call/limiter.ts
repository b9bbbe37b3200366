import { AdaptiveRate } from "./adaptive-rate.ts";
import type { Runtime } from "./runtime.ts";

/** Longest pause that the service can ask for, as in the official CLI. */
const maxPauseMs = 60_000;

/** Permission for one attempt. */
export interface Permit {
  readonly grantedAtMs: number;
}

/** Slows calls down while the service throttles, see {@link AdaptiveRate}, and is invisible otherwise. */
export interface Limiter {
  /** Waits for the turn of one attempt; rejects with the signal's reason. */
  acquire(signal: AbortSignal): Promise<Permit>;
  /** The attempt was throttled; retryAfterMs is how long the service wants the caller to wait. */
  throttled(permit: Permit, retryAfterMs: number | null): void;
  /** Attempts throttled since the limiter was made. */
  readonly throttledCount: number;
  /** Calls per second let through now; null without a limit. */
  readonly ratePerSecond: number | null;
}

/** A limiter of its own. Clients share one per endpoint, see {@link sharedLimiter}. */
export function createLimiter(runtime: Pick<Runtime, "elapsed" | "sleep">): Limiter {
  const rate = new AdaptiveRate();
  let nextSlotAtMs = 0;
  let throttledCount = 0;
  let queue: ((permit: Permit) => void)[] = [];
  let serving = false;
  let nap = new AbortController();

  /** A permit, when it is time for one. */
  const grant = (): Permit | null => {
    const now = runtime.elapsed();
    const perSecond = rate.at(now);
    if (perSecond !== null && nextSlotAtMs > now) return null;
    if (perSecond !== null) nextSlotAtMs = now + 1000 / perSecond;
    rate.countCall(now);
    return { grantedAtMs: now };
  };

  // The queue is served in order by one loop, which looks at the rate anew for each turn: a caller at its end profits from
  // a rate that has recovered meanwhile.
  const serve = async () => {
    if (serving) return;
    serving = true;
    while (queue.length > 0) {
      const permit = grant();
      if (permit !== null) {
        queue.shift()?.(permit);
        continue;
      }
      nap = new AbortController();
      await runtime.sleep(nextSlotAtMs - runtime.elapsed(), nap.signal).catch(() => {});
    }
    serving = false;
  };

  const queueUp = (signal: AbortSignal): Promise<Permit> =>
    new Promise((resolve, reject) => {
      const turn = (permit: Permit) => {
        signal.removeEventListener("abort", onAbort);
        resolve(permit);
      };
      const onAbort = () => {
        queue = queue.filter((other) => other !== turn);
        // A timer that nobody needs would keep the process alive.
        if (queue.length === 0) nap.abort();
        reject(signal.reason);
      };
      signal.addEventListener("abort", onAbort, { once: true });
      queue.push(turn);
      void serve();
    });

  return {
    async acquire(signal) {
      signal.throwIfAborted();
      return (serving ? null : grant()) ?? queueUp(signal);
    },
    throttled(permit, retryAfterMs) {
      const now = runtime.elapsed();
      throttledCount += 1;
      if (rate.throttled(permit.grantedAtMs, now))
        nextSlotAtMs = Math.max(nextSlotAtMs, now + 1000 / (rate.at(now) ?? 1));
      if (retryAfterMs !== null)
        nextSlotAtMs = Math.max(nextSlotAtMs, now + Math.min(retryAfterMs, maxPauseMs));
    },
    get throttledCount() {
      return throttledCount;
    },
    get ratePerSecond() {
      return rate.at(runtime.elapsed());
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
