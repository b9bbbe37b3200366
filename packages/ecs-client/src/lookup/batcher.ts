import { Batch, type LookUpKeys } from "./batch.ts";

/** How lookups are collected. */
export interface BatcherOptions<V> {
  /** Longest time a lookup waits for others to join it unless it says otherwise, in milliseconds. */
  readonly delayMs: number;
  /** Keys of one batch; a full batch goes at once. */
  readonly maxKeys: number;
  /**
   * Whether calls have to queue at the moment. Then one batch is under way at a time, and the next one collects lookups until it has ended,
   * unless it is full.
   */
  readonly isSlowedDown?: () => boolean;
  readonly lookUp: LookUpKeys<V>;
}

/**
 * Looks up one key; rejects with the signal's reason as soon as it fires. A caller in no hurry says for how many
 * milliseconds others may join it; without that the batcher's own delay counts.
 */
export type BatchedLookup<V> = (key: string, signal: AbortSignal, patienceMs?: number) => Promise<V | null>;

/** A batch that collects lookups. */
interface OpenBatch<V> {
  readonly batch: Batch<V>;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** When the call goes, on the clock of performance.now(): when the first of its callers runs out of patience. */
  dueAtMs: number;
  /** Whether the call should be under way, but waits for another one to end. */
  isLate: boolean;
}

/**
 * Collects lookups that arrive within a few milliseconds into one call. Results are not kept: a lookup never gets one that was requested
 * before it began.
 */
export function createBatcher<V>(options: BatcherOptions<V>): BatchedLookup<V> {
  let open: OpenBatch<V> | null = null;
  let callsUnderWay = 0;

  const dispatch = async (opened: OpenBatch<V>) => {
    if (open === opened) open = null;
    clearTimeout(opened.timer);
    if (opened.batch.size === 0) return;
    callsUnderWay += 1;
    await opened.batch.run(options.lookUp);
    callsUnderWay -= 1;
    if (open?.isLate) void dispatch(open);
  };

  const dispatchOrWait = (opened: OpenBatch<V>) => {
    opened.isLate = callsUnderWay > 0 && options.isSlowedDown?.() === true;
    if (!opened.isLate) void dispatch(opened);
  };

  const dispatchWithin = (opened: OpenBatch<V>, patienceMs: number) => {
    const dueAtMs = performance.now() + patienceMs;
    if (dueAtMs >= opened.dueAtMs) return;
    clearTimeout(opened.timer);
    opened.dueAtMs = dueAtMs;
    opened.timer = setTimeout(() => dispatchOrWait(opened), patienceMs);
  };

  return (key, signal, patienceMs = options.delayMs) => {
    if (signal.aborted) return Promise.reject(signal.reason);
    const opened = open ?? {
      batch: new Batch<V>(),
      timer: undefined,
      dueAtMs: Number.POSITIVE_INFINITY,
      isLate: false,
    };
    open = opened;
    const value = opened.batch.join(key, signal);
    if (opened.batch.size >= options.maxKeys) void dispatch(opened);
    else dispatchWithin(opened, patienceMs);
    return value;
  };
}
