/**
 * The parameters of one request, whatever carried them: query string and form body merged, names case-sensitive.
 * Where a name comes twice the last one counts; the body comes after the query.
 */
export class RequestParameters {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  /** The value, or undefined when it is absent or empty: the service takes an empty value as not given. */
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

  /** The numbers N, ascending, for which `name.N` or `name.N.…` was sent. Anything else after the dot is no number. */
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

/** V8 copies parts of a text that are shorter than this. */
const MIN_SHARED_LENGTH = 13;

/** The same text in memory of its own: a part of a text keeps the whole of it, and values outlive their requests. */
function detached(text: string): string {
  return text.length < MIN_SHARED_LENGTH ? text : Buffer.from(text).toString();
}
