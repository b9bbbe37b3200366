// Measures how long programs take to start.
import { spawn } from "node:child_process";
import { hostEnvironment } from "../scripts/lib/host-environment.mjs";
import { memoryMb } from "./child-processes.mjs";

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<number>} milliseconds
 */
export async function timeToEnd(command, args = []) {
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: "ignore" });
  const code = await new Promise((resolve, reject) => child.once("exit", resolve).once("error", reject));
  if (code !== 0) throw new Error(`${command} ended with exit code ${code}`);
  return performance.now() - startedAt;
}

/**
 * Starts a provider as terraform does, waits for its handshake line, and ends it.
 * @param {string} command
 * @param {string} folder for its socket
 * @returns {Promise<{ ms: number; memoryMb: number | undefined; ownMemoryMb: number | undefined }>} time to the handshake line, the
 *   resident memory then, and how much of it is no file's
 */
export async function timeToHandshake(command, folder) {
  const startedAt = performance.now();
  const child = spawn(command, [], {
    stdio: ["ignore", "pipe", "ignore"],
    env: hostEnvironment(folder),
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    await handshakeLine(child);
    const ms = performance.now() - startedAt;
    const pid = child.pid ?? 0;
    return { ms, memoryMb: memoryMb(pid, "VmRSS"), ownMemoryMb: memoryMb(pid, "RssAnon") };
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

/**
 * @param {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, null>} child
 * @returns {Promise<void>}
 */
function handshakeLine(child) {
  return new Promise((resolve, reject) => {
    let line = "";
    child.stdout.on("data", (/** @type {Buffer} */ chunk) => {
      line += chunk;
      if (!line.includes("\n")) return;
      if (/^1\|6\|(unix|tcp)\|/.test(line)) resolve();
      else reject(new Error(`the provider began with ${line}`));
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the provider ended with exit code ${code}`)));
  });
}
