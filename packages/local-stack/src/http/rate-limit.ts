import { throttled } from "../errors/api-error.ts";

const WINDOW_MS = 1000;

/** Lets so many calls through in each second and refuses the rest, as the service does with an account that calls too often. */
export class RateLimit {
  readonly #wallClock: () => number;
  #windowStartMs = Number.NEGATIVE_INFINITY;
  #calls = 0;

  /** `wallClock` gives real time in milliseconds. */
  constructor(wallClock: () => number) {
    this.#wallClock = wallClock;
  }

  /**
   * Counts a call; throws `Throttling.User`, with the time until the second is over, when it is one too many. Without a
   * limit every call is admitted.
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
