// Processor time and memory of processes, from /proc.
import { readdirSync, readFileSync } from "node:fs";

const intervalMs = 20;

/** Linux counts processor time in ticks of this length (`getconf CLK_TCK` is 100 everywhere). */
const tickMs = 10;

/** Whether it can be measured on this machine. */
export const canMeasureUsage = process.platform === "linux";

/**
 * The resources that a process and the programs it started have used.
 * @typedef {object} Usage
 * @property {number} ownCpuMs processor time of the process itself, in milliseconds
 * @property {number} childCpuMs processor time of the programs that it started, all together
 * @property {number} childPeakMb the most resident memory that one of them had, in MB (10^6 bytes); 0 when there was none
 */

/**
 * Samples a process and its children every 20 ms until it is stopped. It can miss the last 20 ms of each.
 * @param {number} pid
 * @returns {() => Usage} stops, and returns what was used
 */
export function sampleProcess(pid) {
  let childPeakMb = 0;
  /** @type {Map<number, number>} */
  const cpuMsOf = new Map();
  const sample = () => {
    const children = childrenOf(pid);
    for (const child of children) childPeakMb = Math.max(childPeakMb, memoryMb(child, "VmHWM") ?? 0);
    for (const each of [pid, ...children]) cpuMsOf.set(each, cpuMs(each) ?? cpuMsOf.get(each) ?? 0);
  };
  const timer = setInterval(sample, intervalMs);
  return () => {
    clearInterval(timer);
    const ownCpuMs = cpuMsOf.get(pid) ?? 0;
    const allCpuMs = [...cpuMsOf.values()].reduce((sum, each) => sum + each, 0);
    return { ownCpuMs, childCpuMs: allCpuMs - ownCpuMs, childPeakMb };
  };
}

/**
 * @param {number} pid
 * @param {"VmRSS" | "VmHWM" | "RssAnon"} field resident memory now, the most it has been, or that part of it which is no file's
 * @returns {number | undefined} in MB; undefined when the process is gone
 */
export function memoryMb(pid, field) {
  const match = new RegExp(`^${field}:\\s*(\\d+) kB`, "m").exec(read(`/proc/${pid}/status`));
  return match ? (Number(match[1]) * 1024) / 1e6 : undefined;
}

/**
 * @param {number} pid
 * @returns {number | undefined} processor time of the process so far; undefined when it is gone
 */
function cpuMs(pid) {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === "") return undefined;
  // The second field is the program's name in parentheses, with whatever it contains; fields 14 and 15 are user and system time.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
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
