import { throttled } from "../errors/api-error.ts";

const WINDOW_MS = 1000;

/** Admits a number of calls per second and refuses the others, as the service throttles an account. */
export class RateLimit {
  readonly #wallClock: () => number;
  #windowStartMs = Number.NEGATIVE_INFINITY;
  #calls = 0;

  /** `wallClock` gives real time in milliseconds. */
  constructor(wallClock: () => number) {
    this.#wallClock = wallClock;
  }

  /**
   * Counts a call; throws `Throttling.User`, with the time until the second is over, when the limit is exceeded. Without
   * a limit every call is admitted.
   */
  admit(callsPerSecond: number | undefined): void {
    if (callsPerSecond === undefined) return;
    const nowMs = this.#wallClock();
    if (nowMs - this.#windowStartMs >= WINDOW_MS) {
      this.#windowStartMs = nowMs;
      this.#calls = 0;
    }
    this.#calls += 1;
    if (this.#calls > callsPerSecond) throw throttled(this.#windowStartMs + WINDOW_MS - nowMs);
  }
}
