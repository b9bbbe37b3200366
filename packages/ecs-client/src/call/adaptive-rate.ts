/** Lowest rate; the API guide advises to probe a throttled service once a second. */
const minRatePerSecond = 1;
/** Without throttling for this long there is no limit any more; the service counts calls by the minute. */
const calmMs = 60_000;
/**
 * Time after a cut in which throttling does not cut again: a service that counts by the second refuses the rest of it
 * whatever the rate.
 */
const cutPauseMs = 1000;
/** Share of the throttled rate regained each second: fast up to just below it, then slowly, to find the limit again. */
const fastRecovery = 0.1;
const slowRecovery = 0.02;
const fastRecoveryUpTo = 0.9;

/**
 * A rate of calls that is halved when the service throttles, at most once for all the calls that were under way together, and recovers
 * gradually. Times are those of a clock that never goes back, in milliseconds.
 */
export class AdaptiveRate {
  /** Null without a limit. */
  #rate: number | null = null;
  /** The rate at which the service throttled last. */
  #throttledRate = 0;
  #recoveredAtMs = 0;
  #lastThrottledAtMs = Number.NEGATIVE_INFINITY;
  #lastCutAtMs = Number.NEGATIVE_INFINITY;
  #recentCallsMs: readonly number[] = [];

  /** Calls per second that are let through now; null without a limit. */
  at(nowMs: number): number | null {
    if (this.#rate === null) return null;
    this.#rate = nowMs - this.#lastThrottledAtMs >= calmMs ? null : this.#recovered(this.#rate, nowMs);
    this.#recoveredAtMs = nowMs;
    return this.#rate;
  }

  /** A call goes now. */
  countCall(nowMs: number): void {
    this.#recentCallsMs = [...this.#recentCallsMs.filter((time) => time > nowMs - 1000), nowMs];
  }

  /** A call that went at `calledAtMs` was throttled. True when that lowers the rate. */
  throttled(calledAtMs: number, nowMs: number): boolean {
    const rate = this.at(nowMs);
    this.#lastThrottledAtMs = nowMs;
    if (calledAtMs < this.#lastCutAtMs + cutPauseMs) return false;
    this.#lastCutAtMs = nowMs;
    const observed = this.#recentCallsMs.filter((time) => time > calledAtMs - 1000).length;
    this.#throttledRate = Math.max(minRatePerSecond, rate ?? observed);
    this.#rate = Math.max(minRatePerSecond, this.#throttledRate / 2);
    this.#recoveredAtMs = nowMs;
    return true;
  }

  #recovered(rate: number, nowMs: number): number {
    const knee = this.#throttledRate * fastRecoveryUpTo;
    const seconds = (nowMs - this.#recoveredAtMs) / 1000;
    const fastSeconds =
      rate < knee ? Math.min(seconds, (knee - rate) / (this.#throttledRate * fastRecovery)) : 0;
    const recoveredShare = fastSeconds * fastRecovery + (seconds - fastSeconds) * slowRecovery;
    return rate + this.#throttledRate * recoveredShare;
  }
}
