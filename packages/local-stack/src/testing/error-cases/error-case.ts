import type { ErrorName } from "../../errors/error-table.ts";
import type { Stack } from "../../model/stack.ts";
import type { Sent } from "../stack.ts";

/** One request that must be refused: which action, with what, after which preparation, and how it is refused. */
export interface ErrorCase {
  readonly action: string;
  readonly error: ErrorName;
  /** HTTP status and code, as the API reference has them. */
  readonly refusal: string;
  readonly sent: Sent;
  /** Brings the stack into the state in which the request is refused; the parameters that it returns are sent too. */
  readonly prepare: ((stack: Stack) => Sent | undefined) | undefined;
}

/** Makes the cases of one action, one per row. */
export function casesOf(
  action: string,
  base: Sent,
  rows: readonly (readonly [ErrorName, string, Sent, ((stack: Stack) => Sent | undefined)?])[],
): ErrorCase[] {
  return rows.map(([error, refusal, sent, prepare]) => ({
    action,
    error,
    refusal,
    sent: { ...base, ...sent },
    prepare,
  }));
}

/** `Tag.1.Key`, `Tag.2.Key`, … up to the count, with values. */
export function manyTags(count: number): Sent {
  const entries = Array.from({ length: count }, (_, index) => [
    [`Tag.${index + 1}.Key`, `key-${index + 1}`],
    [`Tag.${index + 1}.Value`, "value"],
  ]);
  return Object.fromEntries(entries.flat());
}

/** `Name.1`, `Name.2`, … up to the count, each with another value. */
export function manyOf(name: string, count: number, value: (index: number) => string): Sent {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${name}.${index + 1}`, value(index + 1)]),
  );
}

/** A JSON list of more IDs than a request may name. */
export const TOO_MANY_IDS = JSON.stringify(Array.from({ length: 101 }, (_, index) => `x-${index}`));
