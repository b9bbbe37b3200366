import { apiError } from "../../errors/api-error.ts";
import type { ErrorName } from "../../errors/error-table.ts";
import type { RequestParameters } from "../../wire/parameters.ts";
import type { NamedRule } from "./rule.ts";

/**
 * One parameter of an action: how it is read from a request, and the rules of its value. The two are apart because the
 * service looks up the resources a request names before it judges values.
 */
export interface Parameter<T> {
  /** The type as documentation shows it, for instance `string` or `list of string`. */
  readonly type: string;
  readonly required: boolean;
  /** The errors that `check` can throw. */
  readonly ruleErrors: readonly ErrorName[];
  /** Reads the value; throws an ApiError when it is missing or is not of the type. */
  read(source: RequestParameters, name: string): T;
  /** Throws an ApiError when the value breaks a rule. `name` is the parameter's, for messages that name it. */
  check(value: T, name: string): void;
}

/** The parameters of an action by name. */
export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

/** The values that a set of parameters reads. */
export type Values<P extends Parameters> = {
  readonly [Name in keyof P]: P[Name] extends Parameter<infer T> ? T : never;
};

/** A text. */
export function text(rule?: NamedRule<string>): Parameter<string | undefined> {
  return optional("string", rule, (value) => value);
}

/** A whole number in decimal digits; anything else, and anything outside the range, is not valid. */
export function integer(
  range: { min?: number; max?: number } = {},
  rule?: NamedRule<number>,
): Parameter<number | undefined> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = range;
  return optional("integer", rule, (value, name) => {
    const number = /^-?\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= min && number <= max)) throw apiError("invalidParameter", name);
    return number;
  });
}

/**
 * A number in decimal digits, with or without a fraction; anything else, and anything below the minimum, is not
 * valid.
 */
export function decimal(range: { min: number }): Parameter<number | undefined> {
  return optional("decimal", undefined, (value, name) => {
    const number = /^-?\d{1,15}(\.\d{1,9})?$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= range.min)) throw apiError("invalidParameter", name);
    return number;
  });
}

/** `true` or `false` in any case. */
export function flag(): Parameter<boolean | undefined> {
  return optional("boolean", undefined, (value, name) => {
    const lower = value.toLowerCase();
    if (lower !== "true" && lower !== "false") throw apiError("invalidParameter", name);
    return lower === "true";
  });
}

/** The same parameter, but the request must have it. `missing` replaces the gateway's error for its absence. */
export function required<T>(parameter: Parameter<T | undefined>, missing?: ErrorName): Parameter<T> {
  return {
    ...parameter,
    required: true,
    read(source, name) {
      const value = parameter.read(source, name);
      if (value === undefined) throw missing === undefined ? apiError("missing", name) : apiError(missing);
      return value;
    },
  };
}

function optional<T>(
  type: string,
  rule: NamedRule<T> | undefined,
  parse: (value: string, name: string) => T,
): Parameter<T | undefined> {
  return {
    type,
    required: false,
    ruleErrors: rule?.errors ?? [],
    read(source, name) {
      const value = source.get(name);
      return value === undefined ? undefined : parse(value, name);
    },
    check(value, name) {
      const error = value === undefined ? undefined : rule?.rule(value);
      if (error !== undefined) throw apiError(error, name);
    },
  };
}
