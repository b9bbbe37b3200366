import type { Diagnostics } from "../diagnostics.ts";
import { Decimal } from "../types/decimal.ts";
import { formatPath, type Path } from "../types/path.ts";

/** Where a value stands, and where to report. */
export interface ValidationContext {
  readonly path: Path;
  readonly diagnostics: Diagnostics;
  /** The value must not be shown. */
  readonly sensitive: boolean;
}

/** A rule for one value. Null is never validated; a value in which something is unknown only when `acceptsUnknown` says so. */
export interface Validator<T> {
  /** The rule in a phrase that completes "must …"; shown in errors and in the documentation. */
  readonly rule: string;
  /** Elements of the collection that are unknown may be among those given. */
  readonly acceptsUnknown?: true;
  /** Adds an error, with the path, for every breach. */
  validate(value: T, context: ValidationContext): void;
}

/** A validator from a rule and a test; the error names the argument, the value (unless it is sensitive) and the rule. */
export function must<T>(rule: string, holds: (value: T) => boolean): Validator<T> {
  return {
    rule,
    validate(value, context) {
      if (!holds(value)) breach(context, rule, value);
    },
  };
}

/** A string whose number of Unicode code points lies in [minimum, maximum]. */
export function lengthBetween(minimum: number, maximum: number): Validator<string> {
  return must(`be ${minimum} to ${maximum} characters long`, (value) => {
    const length = [...value].length;
    return length >= minimum && length <= maximum;
  });
}

/** A number in [minimum, maximum]; `unit` is part of the message, for example "GiB". */
export function between(minimum: number, maximum: number, unit = ""): Validator<number> {
  const range = `be between ${minimum} and ${maximum}${unit && ` ${unit}`}`;
  return must(range, (value) => value >= minimum && value <= maximum);
}

/** One of a fixed list of strings. */
export function oneOf(...allowed: readonly string[]): Validator<string> {
  return must(`be one of ${allowed.map((each) => JSON.stringify(each)).join(", ")}`, (value) =>
    allowed.includes(value),
  );
}

/** A string that starts with none of the prefixes. */
export function notStartingWith(...prefixes: readonly string[]): Validator<string> {
  return must(`not start with ${prefixes.map((each) => JSON.stringify(each)).join(" or ")}`, (value) =>
    prefixes.every((prefix) => !value.startsWith(prefix)),
  );
}

/** A whole number that JavaScript holds exactly. */
export function wholeNumber(): Validator<unknown> {
  return must("be a whole number", (value) => typeof value === "number" && Number.isSafeInteger(value));
}

/** Adds the error of a broken rule: names the argument, the value it has and the rule. */
export function breach(
  { path, diagnostics, sensitive }: ValidationContext,
  rule: string,
  value: unknown,
): void {
  const actual = sensitive ? "a value that does not (it is sensitive and not shown)" : display(value);
  diagnostics.error(
    `Invalid value for ${formatPath(path)}`,
    `${formatPath(path)} must ${rule}, but it is ${actual}.`,
    path,
  );
}

function display(value: unknown): string {
  const text = value instanceof Decimal ? value.text : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 197)}…` : text;
}
