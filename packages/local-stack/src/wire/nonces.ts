/** A nonce is refused for as long as a time stamp that was valid with it can still be: 15 minutes before and after. */
const WINDOW_MS = 2 * 15 * 60_000;

/** Remembers which signature nonces were used, so that a recorded request cannot be sent again. */
export class Nonces {
  readonly #usedAt = new Map<string, number>();

  /** Whether this access key has used the nonce before, within the window that ends at `nowMs`. */
  used(accessKeyId: string, nonce: string, nowMs: number): boolean {
    const usedAt = this.#usedAt.get(keyOf(accessKeyId, nonce));
    return usedAt !== undefined && nowMs - usedAt < WINDOW_MS;
  }

  /** Marks the nonce as used and forgets those that have left the window. */
  remember(accessKeyId: string, nonce: string, nowMs: number): void {
    for (const [key, usedAt] of this.#usedAt) {
      if (nowMs - usedAt < WINDOW_MS) break;
      this.#usedAt.delete(key);
    }
    this.#usedAt.set(keyOf(accessKeyId, nonce), nowMs);
  }
}

function keyOf(accessKeyId: string, nonce: string): string {
  return `${accessKeyId}\n${nonce}`;
}
