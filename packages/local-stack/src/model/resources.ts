import type { ResourceIndex } from "./resource-index.ts";

/** The present, and by how much queries are behind it. */
export interface ReadTime {
  /** Epoch milliseconds, by the stack's clock. */
  nowMs(): number;
  readonly lagMs: number;
}

/** The fields of a resource from a point in time on; undefined when it was deleted then. */
interface Version<F> {
  readonly fromMs: number;
  readonly fields: F | undefined;
}

/**
 * The resources of one kind by ID, oldest first. Keeps the indexes up to date. With a lag, `visible` and `visibleOf`
 * return what was there that long ago, as an eventually consistent service does.
 */
export class Resources<
  F extends object,
  T extends { readonly sequence: number; readonly fields: F },
> extends Map<string, T> {
  readonly #time: ReadTime;
  readonly #indexes: readonly ResourceIndex<T>[];
  /** What changed within the lag, the latest change last. */
  readonly #recent = new Map<string, { readonly item: T; readonly versions: Version<F>[] }>();

  constructor(time: ReadTime, indexes: readonly ResourceIndex<T>[]) {
    super();
    this.#time = time;
    this.#indexes = indexes;
  }

  override set(id: string, item: T): this {
    this.#remember(id, item, undefined, item.fields, this.#time.nowMs());
    super.set(id, item);
    for (const index of this.#indexes) index.update(item);
    return this;
  }

  /** Changes fields of an item. `atMs` is when the change happened, by default now. */
  change(id: string, changes: Partial<F>, atMs = this.#time.nowMs()): void {
    const item = this.get(id);
    if (item === undefined) return;
    const writable: { fields: F } = item;
    const fields = { ...item.fields, ...changes };
    this.#remember(id, item, item.fields, fields, atMs);
    writable.fields = fields;
    for (const index of this.#indexes) index.update(item);
  }

  override delete(id: string, atMs = this.#time.nowMs()): boolean {
    const item = this.get(id);
    if (item === undefined) return false;
    this.#remember(id, item, item.fields, undefined, atMs);
    for (const index of this.#indexes) index.remove(item);
    return super.delete(id);
  }

  override clear(): void {
    super.clear();
    this.#recent.clear();
    for (const index of this.#indexes) index.clear();
  }

  /** All items that queries see, oldest first. */
  visible(): T[] {
    const atMs = this.#forgetPast();
    if (this.#recent.size === 0) return [...this.values()];
    const gone = [...this.#recent].flatMap(([id, { item }]) => (this.has(id) ? [] : [[id, item] as const]));
    const all = [...this.entries(), ...gone];
    if (gone.length > 0) all.sort(([, left], [, right]) => left.sequence - right.sequence);
    return all.flatMap(([id, item]) => this.#versionOf(id, item, atMs) ?? []);
  }

  /** The items of those IDs that queries see, newest first; unknown IDs are left out. */
  visibleOf(ids: Iterable<string>): T[] {
    const atMs = this.#forgetPast();
    const found = [...new Set(ids)].flatMap((id) => {
      const item = this.get(id) ?? this.#recent.get(id)?.item;
      return item === undefined ? [] : (this.#versionOf(id, item, atMs) ?? []);
    });
    return found.sort((left, right) => right.sequence - left.sequence);
  }

  #versionOf(id: string, item: T, atMs: number): T | undefined {
    const versions = this.#recent.get(id)?.versions;
    if (versions === undefined) return item;
    const fields = versions.findLast((version) => version.fromMs <= atMs)?.fields;
    return fields === undefined ? undefined : { ...item, fields };
  }

  #remember(id: string, item: T, before: F | undefined, after: F | undefined, atMs: number): void {
    if (this.#time.lagMs === 0) return;
    this.#forgetPast();
    const versions = this.#recent.get(id)?.versions ?? [{ fromMs: Number.NEGATIVE_INFINITY, fields: before }];
    this.#recent.delete(id);
    this.#recent.set(id, { item, versions: [...versions, { fromMs: atMs, fields: after }] });
  }

  /** Drops versions that no query sees any more; returns the time that queries see. */
  #forgetPast(): number {
    const atMs = this.#time.nowMs() - this.#time.lagMs;
    for (const [id, { versions }] of this.#recent) {
      if ((versions.at(-1)?.fromMs ?? 0) > atMs) break;
      this.#recent.delete(id);
    }
    return atMs;
  }
}
