const NONE: ReadonlySet<never> = new Set();

/** Finds resources by keys other than their ID, in constant time. */
export class ResourceIndex<T> {
  readonly #keysOf: (item: T) => readonly string[];
  readonly #itemsByKey = new Map<string, Set<T>>();
  readonly #keysByItem = new Map<T, readonly string[]>();

  /** `keysOf` returns the keys of an item. */
  constructor(keysOf: (item: T) => readonly string[]) {
    this.#keysOf = keysOf;
  }

  /** The items of that key, in the order in which they got it. */
  get(key: string): ReadonlySet<T> {
    return this.#itemsByKey.get(key) ?? NONE;
  }

  /** Adds an item, or updates its keys. */
  update(item: T): void {
    const keys = this.#keysOf(item);
    const known = this.#keysByItem.get(item);
    if (known?.length === keys.length && known.every((key, index) => key === keys[index])) return;
    this.remove(item);
    this.#keysByItem.set(item, keys);
    for (const key of keys) {
      const items = this.#itemsByKey.get(key);
      if (items === undefined) this.#itemsByKey.set(key, new Set([item]));
      else items.add(item);
    }
  }

  /** Removes an item. */
  remove(item: T): void {
    for (const key of this.#keysByItem.get(item) ?? []) {
      const items = this.#itemsByKey.get(key);
      items?.delete(item);
      if (items?.size === 0) this.#itemsByKey.delete(key);
    }
    this.#keysByItem.delete(item);
  }

  /** Removes all items. */
  clear(): void {
    this.#itemsByKey.clear();
    this.#keysByItem.clear();
  }
}
