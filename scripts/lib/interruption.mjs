// Handles Ctrl-C and other signals: passes them on to the running program, and keeps the exit code that follows from them.

/** @type {readonly ["SIGINT", "SIGTERM", "SIGHUP"]} */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Thrown when a signal has asked this process to end. */
export class InterruptedError extends Error {
  /** @param {number} exitCode what a shell expects of a program that a signal ended */
  constructor(exitCode) {
    super("interrupted");
    this.exitCode = exitCode;
  }
}

/** Once constructed, it keeps signals from ending this process: it passes them on to the running program and remembers them. */
export class Interruption {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  #child;
  /** @type {number | undefined} */
  #exitCode;

  constructor() {
    for (const [index, signal] of signals.entries()) {
      process.on(signal, () => {
        this.#exitCode = 128 + ([2, 15, 1][index] ?? 0);
        this.#child?.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
      });
    }
  }

  /**
   * Sets the program that signals are passed on to, until it ends.
   * @param {import("node:child_process").ChildProcess} child
   */
  watch(child) {
    this.#child = child;
    child.once("close", () => {
      this.#child = undefined;
    });
  }

  /** @throws {InterruptedError} after a signal */
  check() {
    if (this.#exitCode !== undefined) throw new InterruptedError(this.#exitCode);
  }
}
