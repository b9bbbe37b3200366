import { isJsonObject } from "../wire/json.ts";

/** One line of a journal: new values, and the records of lists that were put or dropped, by number. */
interface Change {
  readonly set: Record<string, unknown>;
  readonly put: Record<string, [number, unknown][]>;
  readonly drop: Record<string, number[]>;
}

/** A record of a list as it was last written. */
interface Written {
  readonly number: number;
  readonly copy: unknown;
  /** The round in which the record was last found in its list. */
  round: number;
}

/**
 * Finds what has changed in data since it was last written, so that a write costs as much as the change, not as the
 * data. The data is an object of lists and of other values. A record of a list has changed when one of its own fields
 * holds another value than before: replace what is below a field, never change it in place. A record that was removed
 * must not come back. Other values are compared as JSON.
 */
export class StateJournal {
  readonly #lists = new Map<string, { readonly written: Map<unknown, Written>; next: number }>();
  readonly #values = new Map<string, string>();
  #round = 0;

  /** Starts from data that was written as a whole. */
  restart(data: object): void {
    this.#lists.clear();
    this.#values.clear();
    this.changes(data);
  }

  /** A line with the changes since the last call; undefined when there are none. The line counts as written. */
  changes(data: object): string | undefined {
    this.#round += 1;
    const change: Change = { set: {}, put: {}, drop: {} };
    for (const [name, value] of fieldsOf(data)) {
      if (Array.isArray(value)) this.#compareList(name, value, change);
      else this.#compareValue(name, value, change);
    }
    const parts = Object.entries(change).filter(([, part]) => Object.keys(part).length > 0);
    return parts.length === 0 ? undefined : JSON.stringify(Object.fromEntries(parts));
  }

  #compareValue(name: string, value: unknown, change: Change): void {
    const json = JSON.stringify(value) ?? "null";
    if (this.#values.get(name) === json) return;
    this.#values.set(name, json);
    change.set[name] = value;
  }

  #compareList(name: string, list: readonly unknown[], change: Change): void {
    const known = this.#lists.get(name) ?? { written: new Map<unknown, Written>(), next: 0 };
    this.#lists.set(name, known);
    const put: [number, unknown][] = [];
    for (const record of list) {
      const key = keyOf(record);
      const before = known.written.get(key);
      if (before !== undefined && isSame(before.copy, record)) {
        before.round = this.#round;
        continue;
      }
      const number = before?.number ?? known.next++;
      known.written.set(key, { number, copy: copyOf(record), round: this.#round });
      put.push([number, record]);
    }
    if (put.length > 0) change.put[name] = put;
    if (known.written.size === list.length) return;
    const drop: number[] = [];
    for (const [key, { number, round }] of known.written) {
      if (round === this.#round) continue;
      known.written.delete(key);
      drop.push(number);
    }
    if (drop.length > 0) change.drop[name] = drop;
  }
}

/**
 * Rebuilds the data from `whole` and the lines after it. Throws an Error for a line that is not one of a journal.
 */
export function replay(whole: object, lines: readonly string[]): object {
  const values = new Map<string, unknown>();
  const lists = new Map<string, Map<number, unknown>>();
  for (const [name, value] of fieldsOf(whole)) {
    if (Array.isArray(value)) lists.set(name, new Map(value.entries()));
    else values.set(name, value);
  }
  for (const line of lines) {
    const change = parseChange(line);
    for (const [name, value] of Object.entries(change.set)) values.set(name, value);
    for (const [name, records] of Object.entries(change.put)) {
      const list = lists.get(name) ?? new Map<number, unknown>();
      lists.set(name, list);
      for (const [number, record] of records) list.set(number, record);
    }
    for (const [name, numbers] of Object.entries(change.drop)) {
      for (const number of numbers) lists.get(name)?.delete(number);
    }
  }
  const filled = [...lists].map(([name, list]): [string, unknown] => [name, [...list.values()]]);
  return Object.fromEntries([...values, ...filled]);
}

function parseChange(line: string): Change {
  const change: unknown = JSON.parse(line);
  if (!isJsonObject(change)) throw new Error("A line of the journal is not a change.");
  const { set = {}, put = {}, drop = {} } = change;
  if (![set, put, drop].every(isJsonObject)) throw new Error("A line of the journal is not a change.");
  // The parsing edge: the line is one of ours and whole; what is inside its parts was written by StateJournal.
  return { set, put, drop } as unknown as Change;
}

function fieldsOf(data: object): [string, unknown][] {
  return Object.entries(data);
}

/** A record is identified by itself, a pair of key and value by its key. */
function keyOf(record: unknown): unknown {
  return Array.isArray(record) ? record[0] : record;
}

function copyOf(record: unknown): unknown {
  if (Array.isArray(record)) return [...record];
  return isJsonObject(record) ? { ...record } : record;
}

function isSame(copy: unknown, record: unknown): boolean {
  if (!isRecord(copy) || !isRecord(record)) return copy === record;
  let more = 0;
  for (const name in record) {
    if (copy[name] !== record[name]) return false;
    more += 1;
  }
  for (const _ in copy) more -= 1;
  return more === 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
