import type { ErrorName } from "../../errors/error-table.ts";

/** Returns the error of a value that breaks the rule; undefined when the value is valid. */
export type Rule<T> = (value: T) => ErrorName | undefined;

/** A rule with the errors it can name. */
export interface NamedRule<T> {
  readonly errors: readonly ErrorName[];
  readonly rule: Rule<T>;
}

/** A rule that accepts what `accepts` accepts and otherwise names one error. */
export function must<T>(error: ErrorName, accepts: (value: T) => boolean): NamedRule<T> {
  return { errors: [error], rule: (value) => (accepts(value) ? undefined : error) };
}

/** A rule that accepts only the listed texts. */
export function oneOf(error: ErrorName, accepted: readonly string[]): NamedRule<string> {
  return must(error, (value) => accepted.includes(value));
}
