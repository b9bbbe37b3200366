// Runs other programs.
import { spawn } from "node:child_process";

/**
 * @typedef {object} RunResult
 * @property {number} code the exit code; 128 and more when a signal ended the program; 127 when it could not be started
 * @property {string} output what it wrote on stdout and stderr, when captured, in order of arrival
 * @property {string} stdout what it wrote on stdout, when captured
 */

/**
 * Runs a program to its end. A program that cannot be started is a result with code 127, not an error.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string; env?: NodeJS.ProcessEnv; show?: "all" | "stderr" | "nothing"; onStart?: (child: import("node:child_process").ChildProcess) => void; ownGroup?: boolean }} [options]
 *   `show`: `all` passes both outputs on, `stderr` passes both on to this process's stderr, `nothing` (the default) captures them;
 *   `ownGroup`: a Ctrl-C in the terminal does not reach the program by itself
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  const show = options.show ?? "nothing";
  const target = show === "all" ? "inherit" : show === "stderr" ? 2 : "pipe";
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", target, show === "stderr" ? 2 : target],
      detached: options.ownGroup ?? false,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
    });
    /** @type {Buffer[]} */
    const all = [];
    /** @type {Buffer[]} */
    const out = [];
    child.stdout?.on("data", (/** @type {Buffer} */ chunk) => {
      all.push(chunk);
      out.push(chunk);
    });
    child.stderr?.on("data", (/** @type {Buffer} */ chunk) => {
      all.push(chunk);
    });
    child.once("error", (error) => resolve({ code: 127, output: error.message, stdout: "" }));
    child.once("close", (code, signal) => {
      resolve({
        code: code ?? 128 + signalNumber(signal),
        output: Buffer.concat(all).toString("utf8"),
        stdout: Buffer.concat(out).toString("utf8"),
      });
    });
    options.onStart?.(child);
  });
}

/**
 * The number of the signals a user sends; others count as 0.
 * @param {NodeJS.Signals | null} signal
 */
function signalNumber(signal) {
  return signal === "SIGINT" ? 2 : signal === "SIGTERM" ? 15 : signal === "SIGHUP" ? 1 : 0;
}
