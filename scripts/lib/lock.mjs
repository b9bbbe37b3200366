// A lock file, with which one process works at a time.
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isProcessAlive } from "./process-alive.mjs";

const pollMs = 100;
/** How often the holder touches the file, and after how long without that it counts as gone. */
const heartbeatMs = 2_000;
const goneAfterMs = 30_000;

/**
 * Runs work while holding a lock file, and waits while another process holds it. Takes over the lock of a process that is gone. The lock
 * saves double work and is no guarantee against it, so files must be written atomically as well.
 * @template T
 * @param {string} file the lock file; its folder is made
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when another process holds the lock
 * @returns {Promise<T>} what the work returned
 */
export async function withLock(file, work, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  let hasReported = false;
  while (!tryLock(file)) {
    if (!hasReported) onWait?.();
    hasReported = true;
    await sleep(pollMs);
  }
  const heartbeat = setInterval(() => touch(file), heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function tryLock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  if (isAbandoned(file)) rmSync(file, { force: true });
  return false;
}

/** @param {string} file */
function touch(file) {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // The lock, or its folder, was removed. The work can go on.
  }
}

/** @param {string} file */
function isAbandoned(file) {
  try {
    const holder = Number(readFileSync(file, "utf8"));
    if (Date.now() - statSync(file).mtimeMs > goneAfterMs) return true;
    return holder > 0 && !isProcessAlive(holder);
  } catch {
    return false; // released in the meantime
  }
}
