/**
 * The stack's time: real time plus what the clock was advanced by. Signatures are checked against real time, not this
 * one.
 */
export class StackClock {
  readonly #wallClock: () => number;
  #offsetMs = 0;

  /** `wallClock` gives real time in epoch milliseconds. */
  constructor(wallClock: () => number = Date.now) {
    this.#wallClock = wallClock;
  }

  /** Epoch milliseconds. */
  nowMs(): number {
    return this.#wallClock() + this.#offsetMs;
  }

  /** How far the stack is ahead of real time. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  set offsetMs(value: number) {
    this.#offsetMs = value;
  }

  /** Moves time forward at once, as if that many milliseconds had gone by. */
  advance(ms: number): void {
    this.#offsetMs += ms;
  }
}
