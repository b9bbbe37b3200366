import { isJsonObject } from "../wire/json.ts";

/** What one line of a journal says: values that are new, and the records of lists that were put or dropped, by number. */
interface Change {
  readonly set: Record<string, unknown>;
  readonly put: Record<string, [number, unknown][]>;
  readonly drop: Record<string, number[]>;
}

/** A record of a list as it was written last. */
interface Written {
  readonly number: number;
  readonly copy: unknown;
  /** The round in which the record was last found in its list. */
  round: number;
}

/**
 * Finds out what has changed in data since it was written last, so that a change costs what it changes and not what is
 * there. The data is an object of lists and of other values. A record of a list counts as changed when one of its own
 * fields holds something else than before, so whatever is below a field must be replaced, never changed in place; and one
 * that is gone must not come back. Other values are compared as JSON.
 */
export class StateJournal {
  readonly #lists = new Map<string, { readonly written: Map<unknown, Written>; next: number }>();
  readonly #values = new Map<string, string>();
  #round = 0;

  /** Takes the data as written in full: changes count from here. */
  restart(data: object): void {
    this.#lists.clear();
    this.#values.clear();
    this.changes(data);
  }

  /** A line with what has changed since the last call; undefined when nothing has. Takes it as written. */
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
 * Puts the data together that `whole` and the lines after it stand for. Throws an Error for what is no line of a journal.
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
  if (!isJsonObject(change)) throw new Error("A line of the journal is no change.");
  const { set = {}, put = {}, drop = {} } = change;
  if (![set, put, drop].every(isJsonObject)) throw new Error("A line of the journal is no change.");
  // The parsing edge: the line is one of ours and whole; what is inside its parts was written by StateJournal.
  return { set, put, drop } as unknown as Change;
}

function fieldsOf(data: object): [string, unknown][] {
  return Object.entries(data);
}

/** Records are told apart by what they are; a pair of key and value is told apart by its key. */
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
