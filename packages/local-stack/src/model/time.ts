/** The time in which something is created, in epoch milliseconds. */
export interface Period {
  readonly startMs: number;
  readonly endMs: number;
}

/** `yyyy-MM-ddTHH:mm:ssZ`, the form of times of images and snapshots. */
export function isoSeconds(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

/** `yyyy-MM-ddTHH:mmZ`, the form of times of instances and disks. */
export function isoMinutes(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 16)}Z`;
}

/** How much of the period is over, as the service writes it: `0%` to `99%`, and `100%` from its end on. */
export function progress(period: Period, nowMs: number): string {
  if (nowMs >= period.endMs) return "100%";
  const share = (nowMs - period.startMs) / (period.endMs - period.startMs);
  return `${Math.min(99, Math.max(0, Math.floor(share * 100)))}%`;
}
