import type { JsonObject } from "../wire/json.ts";

/** The answer that a client token stands for, and the parameters it was given for. */
export interface TokenEntry {
  /** All parameters of the call in one text, so that two calls can be compared. */
  readonly fingerprint: string;
  readonly answer: JsonObject;
}

/** The service says nothing of how long it remembers; the stack remembers this many calls. */
const MAX_ENTRIES = 100_000;

/** Remembers the calls that succeeded with a ClientToken. */
export class ClientTokens {
  readonly #entries = new Map<string, TokenEntry>();

  /** What was answered to the action's call with that token. */
  get(action: string, token: string): TokenEntry | undefined {
    return this.#entries.get(`${action} ${token}`);
  }

  /** Remembers a call; the oldest is forgotten when there are too many. */
  set(action: string, token: string, entry: TokenEntry): void {
    this.#entries.set(`${action} ${token}`, entry);
    if (this.#entries.size <= MAX_ENTRIES) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      break;
    }
  }

  /** Everything remembered, as plain data. */
  export(): readonly (readonly [string, TokenEntry])[] {
    return [...this.#entries];
  }

  /** Replaces everything remembered. */
  import(entries: readonly (readonly [string, TokenEntry])[]): void {
    this.#entries.clear();
    for (const [key, entry] of entries) this.#entries.set(key, entry);
  }
}
