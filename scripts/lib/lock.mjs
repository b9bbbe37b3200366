// One process at a time, by a lock file.
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isProcessAlive } from "./process-alive.mjs";

const pollMs = 100;
/** How often the holder shows that it is at work, and after how long without that it counts as gone. */
const heartbeatMs = 2_000;
const goneAfterMs = 30_000;

/**
 * Runs work while holding a lock file; waits while another process holds it. The lock of a process that is gone
 * is taken over. Meant to save work and waiting: what must not be torn is written under another name and renamed as well.
 * @template T
 * @param {string} file the lock file; its folder is made
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once, when another process holds the lock
 * @returns {Promise<T>} what the work returned
 */
export async function withLock(file, work, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!tryLock(file)) {
    if (!told) onWait?.();
    told = true;
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
    // Somebody removed the lock, or the whole folder: the work itself is not in danger.
  }
}

/** @param {string} file */
function isAbandoned(file) {
  try {
    const holder = Number(readFileSync(file, "utf8"));
    if (Date.now() - statSync(file).mtimeMs > goneAfterMs) return true;
    return holder > 0 && !isProcessAlive(holder);
  } catch {
    return false; // given back meanwhile
  }
}
