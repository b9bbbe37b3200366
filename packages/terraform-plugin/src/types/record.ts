/** Whether something is a record: a map's or object's form, and no instance of a class. */
export function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** An empty record without prototype, to be filled by the caller. */
export function emptyRecord<T>(): { [name: string]: T } {
  return Object.create(null);
}
