/**
 * One error of the service, spelled as the service spells it, mistakes included, because clients match on it. The
 * code that throws the error fills in `%s`.
 */
export type ErrorRow = readonly [status: number, code: string, message: string];
