/** What the stack knows of one access key. */
export interface Credential {
  readonly accessKeySecret: string;
  /** Set for temporary keys: every request must carry it. */
  readonly securityToken?: string | undefined;
  /** Epoch milliseconds by the stack's clock; from then on a temporary key is refused. */
  readonly expiresAtMs?: number | undefined;
}

/** The keys that can sign requests: those a stack was started with, and those that AssumeRole issued. */
export class AccessKeys {
  readonly #own: ReadonlyMap<string, Credential>;
  readonly #issued: ReadonlyMap<string, Credential>;
  readonly #stackClock: () => number;
  readonly #inactive = new Set<string>();

  /** `issued` is read again for every request; `stackClock` gives the time by which its keys expire. */
  constructor(
    own: ReadonlyMap<string, Credential>,
    issued: ReadonlyMap<string, Credential> = new Map(),
    stackClock: () => number = Date.now,
  ) {
    this.#own = own;
    this.#issued = issued;
    this.#stackClock = stackClock;
  }

  /** The key of that ID, active or not. */
  find(accessKeyId: string): Credential | undefined {
    return this.#own.get(accessKeyId) ?? this.#issued.get(accessKeyId);
  }

  /** Whether requests signed with the key are accepted. */
  isActive(accessKeyId: string): boolean {
    return !this.#inactive.has(accessKeyId);
  }

  /** Accepts or refuses requests signed with the key from now on. */
  setActive(accessKeyId: string, isActive: boolean): void {
    if (isActive) this.#inactive.delete(accessKeyId);
    else this.#inactive.add(accessKeyId);
  }

  /** Makes all keys active again. */
  activateAll(): void {
    this.#inactive.clear();
  }

  /** Whether a temporary key has expired. */
  isExpired(credential: Credential): boolean {
    return credential.expiresAtMs !== undefined && this.#stackClock() >= credential.expiresAtMs;
  }

  /** Whether the token belongs to any temporary key. */
  isKnownToken(securityToken: string): boolean {
    for (const keys of [this.#own, this.#issued]) {
      for (const credential of keys.values()) if (credential.securityToken === securityToken) return true;
    }
    return false;
  }
}
