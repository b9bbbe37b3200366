import { setTimeout } from "node:timers/promises";

/** The longest time a timer of Node can wait, about 25 days. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Waits that long, 25 days at most, or until the signal is aborted; true when the whole time went by. Never rejects. */
export function sleep(ms: number, signal: AbortSignal): Promise<boolean> {
  return setTimeout(Math.min(ms, MAX_TIMER_MS), true, { signal }).catch(() => false);
}
