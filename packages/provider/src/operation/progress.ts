/** If progress stalls for this many percent, stop predicting the end. Some services report it in steps of ten. */
const STALLED_PERCENT = 10;

/** Estimates when something is done from the progress that is reported of it. */
export interface ProgressEstimate {
  /** Records progress as the service reports it: "37%". Other texts are ignored. */
  record(progress: string | null): void;
  /**
   * How much longer it will take at least, in milliseconds; undefined while that cannot be estimated. Progress is reported in whole
   * percents, rounded down: the next one may be just about to come.
   */
  remainingMs(): number | undefined;
}

/** An estimate that begins now; `now` is a clock that only goes forward, in milliseconds. */
export function estimateProgress(now: () => number = () => performance.now()): ProgressEstimate {
  let first: { readonly percent: number; readonly atMs: number } | undefined;
  let last: { readonly percent: number; readonly atMs: number } | undefined;
  return {
    record(progress) {
      const percent = Number(/^(\d+(?:\.\d+)?)%?$/.exec(progress?.trim() ?? "")?.[1] ?? Number.NaN);
      if (Number.isNaN(percent)) return;
      const recorded = { percent, atMs: now() };
      first ??= recorded;
      if (!last || percent > last.percent) last = recorded;
    },
    remainingMs() {
      if (!first || !last || last.percent <= first.percent) return undefined;
      const msPerPercent = (last.atMs - first.atMs) / (last.percent - first.percent);
      const sinceLastMs = now() - last.atMs;
      if (sinceLastMs > STALLED_PERCENT * msPerPercent) return undefined;
      return Math.max(0, (99 - last.percent) * msPerPercent - sinceLastMs);
    },
  };
}
