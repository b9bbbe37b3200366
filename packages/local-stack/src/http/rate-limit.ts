import { throttled } from "../errors/api-error.ts";

const WINDOW_MS = 1000;

/** Lets so many calls through in each second and refuses the rest, as the service does with an account that calls too often. */
export class RateLimit {
  /** Calls a second; undefined lets every call through. */
  callsPerSecond: number | undefined;
  readonly #wallClock: () => number;
  #windowStartMs = Number.NEGATIVE_INFINITY;
  #calls = 0;

  /** `wallClock` gives real time in milliseconds. */
  constructor(callsPerSecond: number | undefined, wallClock: () => number) {
    this.callsPerSecond = callsPerSecond;
    this.#wallClock = wallClock;
  }

  /** Counts a call; throws `Throttling.User`, with the time until the second is over, when it is one too many. */
  admit(): void {
    if (this.callsPerSecond === undefined) return;
    const nowMs = this.#wallClock();
    if (nowMs - this.#windowStartMs >= WINDOW_MS) {
      this.#windowStartMs = nowMs;
      this.#calls = 0;
    }
    this.#calls += 1;
    if (this.#calls > this.callsPerSecond) throw throttled(this.#windowStartMs + WINDOW_MS - nowMs);
  }
}
