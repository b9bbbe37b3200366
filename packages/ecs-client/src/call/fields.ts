/** A response that is not shaped as the API promises. Internal: the call turns it into an EcsError. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/**
 * Reads the fields of a JSON object as they come from the service: a field may be missing or null, numbers and booleans may
 * be strings. A missing field is null; a scalar that cannot be understood is null too; only a wrong structure (an object
 * where a scalar belongs, a scalar where a list belongs) is an error.
 */
export class Fields {
  readonly #record: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    if (!isRecord(value)) throw new ShapeError(`${path} is ${nameOf(value)} instead of an object`);
    this.#record = value;
    this.#path = path;
  }

  /** A text; numbers and booleans are written out. */
  string(name: string): string | null {
    const value = this.#scalar(name);
    return value === null ? null : String(value);
  }

  /** A text that must be there and not be empty. */
  requiredString(name: string): string {
    const value = this.string(name);
    if (value === null || value === "") throw new ShapeError(`${this.#path}.${name} is missing`);
    return value;
  }

  /** A finite number, also when it is written as a string. */
  number(name: string): number | null {
    const value = this.#scalar(name);
    if (typeof value === "number") return Number.isFinite(value) ? value : null;
    if (typeof value !== "string" || !/^\s*[-+]?\d+(?:\.\d+)?\s*$/.test(value)) return null;
    const parsed = Number(value);
    return Number.isFinite(parsed) ? parsed : null;
  }

  /** A boolean, also when it is written as `True`, `false` and the like. */
  boolean(name: string): boolean | null {
    const value = this.#scalar(name);
    if (typeof value === "boolean") return value;
    const text = String(value).toLowerCase();
    return text === "true" ? true : text === "false" ? false : null;
  }

  /** A nested object that must be there. */
  requiredObject(name: string): Fields {
    const value = this.#get(name);
    if (value === null) throw new ShapeError(`${this.#path}.${name} is missing`);
    return new Fields(value, `${this.#path}.${name}`);
  }

  /** A list of objects wrapped twice, as in `Tags.Tag[]`; missing means empty. */
  list(container: string, item: string): Fields[] {
    return this.#listItems(container, item) ?? [];
  }

  /** Like list, but missing is an error: a damaged response must not look like an empty one. */
  requiredList(container: string, item: string): Fields[] {
    const items = this.#listItems(container, item);
    if (items !== null) return items;
    if (this.number("TotalCount") === 0) return [];
    throw new ShapeError(`${this.#path}.${container}.${item} is missing`);
  }

  #listItems(container: string, item: string): Fields[] | null {
    const wrapper = this.#get(container);
    if (wrapper === null) return null;
    const path = `${this.#path}.${container}`;
    const items = Array.isArray(wrapper) ? wrapper : new Fields(wrapper, path).#get(item);
    if (items === null) return null;
    if (!Array.isArray(items)) throw new ShapeError(`${path}.${item} is ${nameOf(items)} instead of a list`);
    return items.map((value: unknown, index) => new Fields(value, `${path}.${item}[${index}]`));
  }

  #scalar(name: string): string | number | boolean | null {
    const value = this.#get(name);
    if (
      value === null ||
      typeof value === "string" ||
      typeof value === "number" ||
      typeof value === "boolean"
    ) {
      return value;
    }
    throw new ShapeError(`${this.#path}.${name} is ${nameOf(value)} instead of a plain value`);
  }

  #get(name: string): unknown {
    return Object.hasOwn(this.#record, name) ? (this.#record[name] ?? null) : null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
