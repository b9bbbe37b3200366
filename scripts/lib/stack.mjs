// Runs local-stack in the background.
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { localStackBundle } from "./project.mjs";

/**
 * @typedef {object} Stack
 * @property {string} endpoint a URL
 * @property {string} region
 * @property {string} accessKeyId
 * @property {string} accessKeySecret
 * @property {string[]} instanceIds
 * @property {string[]} snapshotIds of a system disk and of a data disk
 * @property {number} pid
 * @property {string} logFile where it logs its calls
 * @property {() => Promise<void>} stop ends it and waits until it has ended
 */

/**
 * What the API says of an image, as far as it is used here.
 * @typedef {Partial<Record<"ImageId" | "ImageName" | "Description" | "Status" | "ImageOwnerAlias", string> & { Size: number; Tags: unknown }>} Image
 */

const startTimeoutMs = 15_000;
const pollMs = 5;

/**
 * Starts local-stack on a free port. It writes to files and belongs to no terminal, so it can outlive this process.
 * @param {string} folder where its output goes
 * @param {readonly string[]} [options] of its command line, see `npm run local-stack -- --help`
 * @returns {Promise<Stack>}
 */
export async function startStack(folder, options = []) {
  const outFile = join(folder, "local-stack.json");
  const logFile = join(folder, "local-stack.log");
  const [out, log] = [openSync(outFile, "w"), openSync(logFile, "w")];
  const child = spawn(process.execPath, [localStackBundle, ...options], {
    detached: true,
    stdio: ["ignore", out, log],
    windowsHide: true,
  });
  closeSync(out);
  closeSync(log);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.ref();
    child.kill("SIGTERM");
    await ended;
  };
  child.unref();
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const line = readFileSync(outFile, "utf8");
    if (line.includes("\n")) return { ...JSON.parse(line), pid: child.pid ?? 0, logFile, stop };
    await sleep(pollMs);
  }
  if (child.exitCode === null) await stop();
  throw new Error(`local-stack did not start: ${readFileSync(logFile, "utf8").trim() || "it said nothing"}`);
}

/**
 * The images the stack holds, whatever their status.
 * @param {Stack} stack
 * @returns {Promise<Image[]>}
 */
export async function listImages(stack) {
  const answer = await fetch(new URL("/_local/state", stack.endpoint));
  return JSON.parse(await answer.text()).images;
}
