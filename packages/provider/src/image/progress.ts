/** Looks without progress after which it is not believed any more that the end can be foreseen. */
const STUCK_LOOKS = 5;

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
  let looksWithoutProgress = 0;
  return {
    see(progress) {
      const percent = Number(/^(\d+(?:\.\d+)?)%?$/.exec(progress?.trim() ?? "")?.[1] ?? Number.NaN);
      if (Number.isNaN(percent)) return;
      const seen = { percent, atMs: now() };
      first ??= seen;
      looksWithoutProgress = last && percent <= last.percent ? looksWithoutProgress + 1 : 0;
      if (looksWithoutProgress === 0) last = seen;
    },
    remainingMs() {
      if (!first || !last || last.percent <= first.percent || looksWithoutProgress >= STUCK_LOOKS)
        return undefined;
      const msPerPercent = (last.atMs - first.atMs) / (last.percent - first.percent);
      return Math.max(0, (99 - last.percent) * msPerPercent - (now() - last.atMs));
    },
  };
}
