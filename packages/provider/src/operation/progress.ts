/** So many percents late, progress is taken for stuck, and the end for unforeseeable. Some services tell it in steps of ten. */
const STUCK_PERCENT = 10;

/** Foresees when something is done from the progress that is seen of it. */
export interface ProgressEstimate {
  /** Notes progress as the service tells it: "37%". */
  see(progress: string | null): void;
  /**
   * How much longer it will take at least, in milliseconds; undefined while that cannot be told. Progress is told in whole percents,
   * rounded down: the next one may be just about to come.
   */
  remainingMs(): number | undefined;
}

/** An estimate that begins now; `now` is a clock that only goes forward. */
export function estimateProgress(now: () => number = () => performance.now()): ProgressEstimate {
  let first: { readonly percent: number; readonly atMs: number } | undefined;
  let last: { readonly percent: number; readonly atMs: number } | undefined;
  return {
    see(progress) {
      const percent = Number(/^(\d+(?:\.\d+)?)%?$/.exec(progress?.trim() ?? "")?.[1] ?? Number.NaN);
      if (Number.isNaN(percent)) return;
      const seen = { percent, atMs: now() };
      first ??= seen;
      if (!last || percent > last.percent) last = seen;
    },
    remainingMs() {
      if (!first || !last || last.percent <= first.percent) return undefined;
      const msPerPercent = (last.atMs - first.atMs) / (last.percent - first.percent);
      const sinceLastMs = now() - last.atMs;
      if (sinceLastMs > STUCK_PERCENT * msPerPercent) return undefined;
      return Math.max(0, (99 - last.percent) * msPerPercent - sinceLastMs);
    },
  };
}
