// The memory of processes, as Linux tells it.
import { readdirSync, readFileSync } from "node:fs";

const intervalMs = 20;

/** Whether memory can be measured on this machine. */
export const canMeasureMemory = process.platform === "linux";

/**
 * @param {number} pid
 * @param {"VmRSS" | "VmHWM"} field resident memory now, or the most it has been
 * @returns {number | undefined} in MB (10^6 bytes); undefined when the process is gone
 */
export function memoryMb(pid, field) {
  const status = read(`/proc/${pid}/status`);
  const match = new RegExp(`^${field}:\\s*(\\d+) kB`, "m").exec(status);
  return match ? (Number(match[1]) * 1024) / 1e6 : undefined;
}

/**
 * Watches the programs that a process starts.
 * @param {number} pid the process that starts them
 * @returns {() => number | undefined} ends the watching, and gives the most resident memory that one of them had, in MB
 */
export function watchChildren(pid) {
  let peakMb = 0;
  const look = () => {
    for (const child of childrenOf(pid)) peakMb = Math.max(peakMb, memoryMb(child, "VmHWM") ?? 0);
  };
  const timer = setInterval(look, intervalMs);
  return () => {
    clearInterval(timer);
    return peakMb === 0 ? undefined : peakMb;
  };
}

/** @param {number} pid */
function childrenOf(pid) {
  return list(`/proc/${pid}/task`)
    .flatMap((task) => read(`/proc/${pid}/task/${task}/children`).split(" "))
    .filter((child) => child !== "")
    .map(Number);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // the process has ended
  }
}

/** @param {string} folder */
function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
