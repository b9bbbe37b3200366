/**
 * Data of a resource that Terraform stores beside the state and never shows: a JSON object. Members that others wrote (SDKv2 keeps
 * timeouts there) are kept, so that going back to another provider works.
 */
export class PrivateState {
  readonly #members: Map<string, unknown>;
  #changed = false;

  private constructor(members: Map<string, unknown>) {
    this.#members = members;
  }

  /** Reads what Terraform stored; bytes that are no JSON object count as empty. */
  static decode(bytes: Uint8Array): PrivateState {
    if (bytes.length === 0) return new PrivateState(new Map());
    try {
      const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
      const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
      return new PrivateState(new Map(isObject ? Object.entries(parsed) : []));
    } catch {
      return new PrivateState(new Map());
    }
  }

  /** A copy that is changed on its own. */
  copy(): PrivateState {
    const copy = new PrivateState(new Map(this.#members));
    copy.#changed = this.#changed;
    return copy;
  }

  /** Whether anything was set since it was read. */
  get changed(): boolean {
    return this.#changed;
  }

  /** The bytes to store; none when there is nothing to keep. */
  encode(): Uint8Array {
    if (this.#members.size === 0) return new Uint8Array(0);
    return new TextEncoder().encode(JSON.stringify(Object.fromEntries(this.#members)));
  }

  /** The bytes to store in place of those that were given: the very same, unless something was set. */
  encodeOrKeep(given: Uint8Array): Uint8Array {
    return this.#changed ? this.encode() : given;
  }

  /** The member `name`, or undefined. Its shape is whatever was stored: check it. */
  get(name: string): unknown {
    return this.#members.get(name);
  }

  /** Stores a JSON value under `name`; undefined removes it. */
  set(name: string, value: unknown): void {
    this.#changed = true;
    if (value === undefined) this.#members.delete(name);
    else this.#members.set(name, value);
  }
}
