/** The time the stack lives in: real time plus what it was advanced by. Never the time that signatures are judged by. */
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
