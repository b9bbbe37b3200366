/** Looks keys up; keys without an entry have no value. The signal fires when nobody waits any more. */
export type LookUpKeys<V> = (keys: readonly string[], signal: AbortSignal) => Promise<ReadonlyMap<string, V>>;

interface Waiter<V> {
  readonly resolve: (value: V | null) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Lookups that share one call. Callers stay independent: one who gives up gets its reason at once and leaves the others alone; the call
 * is aborted only when all of them have given up.
 */
export class Batch<V> {
  /** By key: one lookup serves all who want the same. */
  readonly #waiters = new Map<string, Set<Waiter<V>>>();
  readonly #controller = new AbortController();
  /** Before the call is under way, a batch that everybody has left may still get new callers. */
  #isUnderWay = false;

  /** How many keys somebody waits for. */
  get size(): number {
    return this.#waiters.size;
  }

  /** Joins the batch; gives null for a key without a value, and rejects with the signal's reason as soon as it fires. */
  join(key: string, signal: AbortSignal): Promise<V | null> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#leave(key, waiter);
        reject(signal.reason);
      };
      const stopListening = () => signal.removeEventListener("abort", onAbort);
      const waiter: Waiter<V> = {
        resolve: (value) => {
          stopListening();
          resolve(value);
        },
        reject: (reason) => {
          stopListening();
          reject(reason);
        },
      };
      signal.addEventListener("abort", onAbort, { once: true });
      const waiters = this.#waiters.get(key) ?? new Set();
      this.#waiters.set(key, waiters.add(waiter));
    });
  }

  /** Makes the call and gives everybody the outcome. Never rejects. */
  async run(lookUp: LookUpKeys<V>): Promise<void> {
    this.#isUnderWay = true;
    try {
      const values = await lookUp([...this.#waiters.keys()], this.#controller.signal);
      this.#forEach((waiter, key) => waiter.resolve(values.get(key) ?? null));
    } catch (error) {
      this.#forEach((waiter) => waiter.reject(error));
    }
  }

  #forEach(settle: (waiter: Waiter<V>, key: string) => void): void {
    for (const [key, waiters] of this.#waiters) {
      for (const waiter of waiters) settle(waiter, key);
    }
  }

  #leave(key: string, waiter: Waiter<V>): void {
    const waiters = this.#waiters.get(key);
    waiters?.delete(waiter);
    if (waiters?.size === 0) this.#waiters.delete(key);
    if (this.#isUnderWay && this.size === 0) this.#controller.abort(new Error("every caller has given up"));
  }
}
