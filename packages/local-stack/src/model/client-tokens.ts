import type { JsonObject } from "../wire/json.ts";

/** The first response to a client token, and the parameters that came with it. */
export interface TokenEntry {
  /** All parameters of the call as one text, to compare calls. */
  readonly fingerprint: string;
  /** The response. State files of version 0.1.0 have it under this name. */
  readonly answer: JsonObject;
}

/** The API reference does not say how long the service remembers a token; the stack remembers this many calls. */
const MAX_ENTRIES = 100_000;

/** Remembers the calls that succeeded with a ClientToken. */
export class ClientTokens {
  readonly #entries = new Map<string, TokenEntry>();

  /** The first call of the action with that token. */
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
