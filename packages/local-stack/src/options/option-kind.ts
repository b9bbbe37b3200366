/** A kind of option value: which values it takes, and how one is read from the command line. */
export interface OptionKind<T> {
  /** Completes the sentence `NAME must be …`. */
  readonly rule: string;
  /** Whether the command line names the option without a value. */
  readonly isFlag: boolean;
  /** Whether undefined turns the option off. */
  readonly isOptional: boolean;
  /** The value that a text on the command line stands for; undefined when it stands for none. */
  parse(text: string): unknown;
  accepts(value: unknown): value is T;
}

/** True or false. On the command line the option's name alone means true. */
export const flag: OptionKind<boolean> = {
  rule: "true or false",
  isFlag: true,
  isOptional: false,
  parse: (text) => text === "true",
  accepts: (value) => typeof value === "boolean",
};

/** A text that matches the pattern. */
export function text(rule = "a string that is not empty", pattern = /./s): OptionKind<string> {
  return {
    rule,
    isFlag: false,
    isOptional: false,
    parse: (value) => value,
    accepts: (value): value is string => typeof value === "string" && pattern.test(value),
  };
}

/** A number from `min` to `max`, fractions included. */
export function number(min: number, max = Number.MAX_SAFE_INTEGER): OptionKind<number> {
  return {
    rule: `a number ${range(min, max)}`,
    isFlag: false,
    isOptional: false,
    parse: parseNumber,
    accepts: (value): value is number => typeof value === "number" && value >= min && value <= max,
  };
}

/** A whole number from `min` to `max`. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): OptionKind<number> {
  return {
    rule: `a whole number ${range(min, max)}`,
    isFlag: false,
    isOptional: false,
    parse: parseNumber,
    accepts: (value): value is number =>
      typeof value === "number" && Number.isInteger(value) && value >= min && value <= max,
  };
}

/** The same kind of value, or undefined, which turns the option off. */
export function optional<T>(kind: OptionKind<T>): OptionKind<T | undefined> {
  return {
    ...kind,
    isOptional: true,
    accepts: (value): value is T | undefined => value === undefined || kind.accepts(value),
  };
}

function range(min: number, max: number): string {
  return max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
}

function parseNumber(value: string): number | undefined {
  const number = value.trim() === "" ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}
