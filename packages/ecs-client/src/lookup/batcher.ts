/** How look-ups are collected. */
export interface BatcherOptions<V> {
  /** Longest time a look-up waits for others to join it unless it says otherwise, in milliseconds. */
  readonly delayMs: number;
  /** Keys of one batch; a full batch goes at once. */
  readonly maxKeys: number;
  /**
   * Whether calls have to queue at the moment. Then one batch is under way at a time, and the next one collects look-ups until it has ended,
   * unless it is full.
   */
  readonly isSlowedDown?: () => boolean;
  /** Looks all keys up; keys without an entry are answered with null. The signal fires when nobody waits any more. */
  readonly run: (keys: readonly string[], signal: AbortSignal) => Promise<ReadonlyMap<string, V>>;
}

/**
 * Looks up one key; rejects with the signal's reason as soon as it fires. A caller in no hurry says for how many
 * milliseconds others may join it; without that the batcher's own delay counts.
 */
export type BatchedLookup<V> = (key: string, signal: AbortSignal, patienceMs?: number) => Promise<V | null>;

interface Batch<V> {
  /** The waiters of each key: one look-up answers all who asked for the same. */
  readonly waiters: Map<string, Set<Waiter<V>>>;
  readonly controller: AbortController;
  timer: ReturnType<typeof setTimeout> | null;
  /** When the call goes, on the clock of performance.now(): when the first of its callers runs out of patience. */
  dueAtMs: number;
  /** Whether the call should be under way, but waits for another one to end. */
  isLate: boolean;
  /** Whether the call is under way: before, an empty batch may still get new callers. */
  dispatched: boolean;
}

interface Waiter<V> {
  readonly resolve: (value: V | null) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Collects look-ups that arrive within a few milliseconds into one call. Callers stay independent: one who gives up gets
 * its reason at once and leaves the others alone; the call itself is aborted only when all of them have given up. Answers are
 * not kept: a look-up never gets one that was asked for before it began.
 */
export function createBatcher<V>(options: BatcherOptions<V>): BatchedLookup<V> {
  let open: Batch<V> | null = null;
  let underWay = 0;

  const goOrWait = (batch: Batch<V>) => {
    batch.isLate = underWay > 0 && options.isSlowedDown?.() === true;
    if (!batch.isLate) dispatch(batch);
  };

  const dispatch = (batch: Batch<V>) => {
    if (open === batch) open = null;
    if (batch.timer !== null) clearTimeout(batch.timer);
    if (batch.waiters.size === 0) return;
    batch.dispatched = true;
    underWay += 1;
    options
      .run([...batch.waiters.keys()], batch.controller.signal)
      .then(
        (values) => settleAll(batch, (key, waiter) => waiter.resolve(values.get(key) ?? null)),
        (error: unknown) => settleAll(batch, (_key, waiter) => waiter.reject(error)),
      )
      .then(() => {
        underWay -= 1;
        if (open?.isLate) dispatch(open);
      });
  };

  const openBatch = (): Batch<V> => {
    const controller = new AbortController();
    open = {
      waiters: new Map(),
      controller,
      timer: null,
      dueAtMs: Number.POSITIVE_INFINITY,
      isLate: false,
      dispatched: false,
    };
    return open;
  };

  const hasten = (batch: Batch<V>, patienceMs: number) => {
    const dueAtMs = performance.now() + patienceMs;
    if (dueAtMs >= batch.dueAtMs) return;
    if (batch.timer !== null) clearTimeout(batch.timer);
    batch.dueAtMs = dueAtMs;
    batch.timer = setTimeout(() => goOrWait(batch), patienceMs);
  };

  return (key, signal, patienceMs = options.delayMs) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const batch = open ?? openBatch();
      const onAbort = () => {
        leave(batch, key, waiter);
        reject(signal.reason);
      };
      const done = () => signal.removeEventListener("abort", onAbort);
      const waiter: Waiter<V> = {
        resolve: (value) => {
          done();
          resolve(value);
        },
        reject: (reason) => {
          done();
          reject(reason);
        },
      };
      signal.addEventListener("abort", onAbort, { once: true });
      const waiters = batch.waiters.get(key);
      if (waiters === undefined) batch.waiters.set(key, new Set([waiter]));
      else waiters.add(waiter);
      if (batch.waiters.size >= options.maxKeys) dispatch(batch);
      else hasten(batch, patienceMs);
    });
}

function settleAll<V>(batch: Batch<V>, settle: (key: string, waiter: Waiter<V>) => void): void {
  for (const [key, waiters] of batch.waiters) {
    for (const waiter of waiters) settle(key, waiter);
  }
}

function leave<V>(batch: Batch<V>, key: string, waiter: Waiter<V>): void {
  const waiters = batch.waiters.get(key);
  waiters?.delete(waiter);
  if (waiters?.size === 0) batch.waiters.delete(key);
  if (batch.dispatched && batch.waiters.size === 0)
    batch.controller.abort(new Error("nobody waits for the answer any more"));
}
