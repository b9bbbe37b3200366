/** How long a look-up waits for others to share its call. Terraform starts many operations at the same moment. */
const DELAY_MS = 5;

/** The most IDs that one call takes. */
const MOST_IDS = 100;

/** Describes objects by ID with one call; those that do not exist are missing in the result. */
export type DescribeByIds<T> = (
  ids: readonly string[],
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, T>>;

/** Describes one object by ID; null when it does not exist. Rejects as the shared call does. */
export type DescribeById<T> = (id: string, signal: AbortSignal) => Promise<T | null>;

interface Batch<T> {
  readonly ids: Set<string>;
  readonly result: Promise<ReadonlyMap<string, T>>;
}

/**
 * Makes look-ups by ID that come within a few milliseconds share one call of up to 100 IDs. The call has the signal of the first of them:
 * operations that start together are interrupted together.
 */
export function batched<T>(describe: DescribeByIds<T>): DescribeById<T> {
  let open: Batch<T> | null = null;
  const start = (signal: AbortSignal): Batch<T> => {
    const ids = new Set<string>();
    const result = new Promise<void>((resolve) => setTimeout(resolve, DELAY_MS)).then(() => {
      if (open?.ids === ids) open = null;
      return describe([...ids], signal);
    });
    return { ids, result };
  };
  return async (id, signal) => {
    if (open === null || open.ids.size >= MOST_IDS) open = start(signal);
    open.ids.add(id);
    return (await open.result).get(id) ?? null;
  };
}
