/**
 * One error the stack can answer with, spelled as the service spells it, mistakes included, because clients match on it.
 * `%s` is filled in by whoever raises the error.
 */
export type ErrorRow = readonly [status: number, code: string, message: string];
