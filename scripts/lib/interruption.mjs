// Ctrl-C, and its relatives: the running program is told, what was made is taken away, and the exit code tells.

/** @type {readonly ["SIGINT", "SIGTERM", "SIGHUP"]} */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Thrown when the user wants the work to end. */
export class InterruptedError extends Error {
  /** @param {number} exitCode what a shell expects of a program that a signal ended */
  constructor(exitCode) {
    super("interrupted");
    this.exitCode = exitCode;
  }
}

/** From its making on, signals no longer end this process: they are passed on to the running program and remembered. */
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
   * Says which program is running.
   * @param {import("node:child_process").ChildProcess} child
   */
  watch(child) {
    this.#child = child;
    child.once("close", () => {
      this.#child = undefined;
    });
  }

  /** @throws {InterruptedError} when there was a signal */
  check() {
    if (this.#exitCode !== undefined) throw new InterruptedError(this.#exitCode);
  }
}
