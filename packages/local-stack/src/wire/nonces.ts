import { createHash } from "node:crypto";

/** A nonce is refused for as long as a time stamp that was valid with it can still be: 15 minutes before and after. */
const WINDOW_MS = 2 * 15 * 60_000;
/** More than this are not remembered, so that a stack under load does not grow without end. */
const MAX_NONCES = 100_000;
/** Longer ones are remembered by a digest. */
const MAX_LENGTH = 64;

/** Remembers which signature nonces were used, so that a recorded request cannot be sent again. */
export class Nonces {
  readonly #usedAt = new Map<string, number>();
  readonly #maxNonces: number;

  /** When more nonces than `maxNonces` were used within the window, the oldest can be used again. */
  constructor(maxNonces = MAX_NONCES) {
    this.#maxNonces = maxNonces;
  }

  /** Whether this access key has used the nonce before, within the window that ends at `nowMs`. */
  used(accessKeyId: string, nonce: string, nowMs: number): boolean {
    const usedAt = this.#usedAt.get(keyOf(accessKeyId, nonce));
    return usedAt !== undefined && nowMs - usedAt < WINDOW_MS;
  }

  /** Marks the nonce as used and forgets those that have left the window. */
  remember(accessKeyId: string, nonce: string, nowMs: number): void {
    for (const [key, usedAt] of this.#usedAt) {
      if (nowMs - usedAt < WINDOW_MS && this.#usedAt.size < this.#maxNonces) break;
      this.#usedAt.delete(key);
    }
    this.#usedAt.set(keyOf(accessKeyId, nonce), nowMs);
  }
}

function keyOf(accessKeyId: string, nonce: string): string {
  const short = nonce.length <= MAX_LENGTH ? nonce : createHash("sha256").update(nonce).digest("base64");
  return `${accessKeyId}\n${short}`;
}
