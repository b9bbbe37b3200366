/**
 * The parameters of one request: query string and form body merged, names case-sensitive. When a name occurs twice,
 * the last value counts; the body comes after the query.
 */
export class RequestParameters {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  /** The value, or undefined when it is absent or empty: the service treats an empty value as absent. */
  get(name: string): string | undefined {
    const value = this.#values.get(name);
    return value === "" ? undefined : value;
  }

  /** Whether the parameter was sent at all, even empty. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** All pairs as they were sent, in the order in which they were first seen. */
  entries(): IterableIterator<[string, string]> {
    return this.#values.entries();
  }

  /** The numbers N, ascending, for which `name.N` or `name.N.…` was sent. Anything else after the dot is ignored. */
  indices(name: string): number[] {
    const prefix = `${name}.`;
    const found = new Set<number>();
    for (const key of this.#values.keys()) {
      if (!key.startsWith(prefix)) continue;
      const index = /^[1-9]\d{0,8}(?=\.|$)/.exec(key.slice(prefix.length));
      if (index !== null) found.add(Number(index[0]));
    }
    return [...found].sort((left, right) => left - right);
  }
}

/** Merges a query string (without `?`) and a form body into one set of parameters. */
export function parseParameters(query: string, formBody: string): RequestParameters {
  const values = new Map<string, string>();
  for (const text of [query, formBody]) {
    for (const [name, value] of new URLSearchParams(text)) values.set(name, detached(value));
  }
  return new RequestParameters(values);
}

/** V8 copies slices of a string that are shorter than this. */
const MIN_SHARED_LENGTH = 13;

/**
 * A copy of the text: a slice of a string keeps the whole string in memory, and values are kept longer than their
 * requests.
 */
function detached(text: string): string {
  return text.length < MIN_SHARED_LENGTH ? text : Buffer.from(text).toString();
}
