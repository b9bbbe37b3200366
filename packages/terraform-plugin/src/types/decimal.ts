import { ValueError } from "./errors.ts";

/**
 * An exact decimal number, for the numbers that JavaScript's own cannot hold: integers beyond 2^53 and fractions with
 * more digits than a double keeps.
 */
export class Decimal {
  /** The number in full: optional minus, digits without leading zeros, fraction without trailing zeros, no exponent. */
  readonly text: string;

  /**
   * @param text a decimal number; a fraction and an exponent are allowed
   * @throws ValueError `bad_number` when it is none, or when writing it without exponent takes over 10 000 digits
   */
  constructor(text: string) {
    this.text = canonicalText(text);
  }

  /** Negative, zero or positive as this number is below, equal to or above the other. */
  compare(other: Decimal | number): number {
    return compareCanonical(this.text, numberText(other));
  }

  /** Whether the two are the same number. */
  equals(other: Decimal | number): boolean {
    return this.text === numberText(other);
  }

  toString(): string {
    return this.text;
  }
}

/** Longest text that an exponent may blow a number up to. */
const MAX_EXPANDED_DIGITS = 10_000;
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * The number that a decimal text stands for: a JavaScript number when that is exact (its shortest text is this number,
 * and it is no integer beyond 2^53 - 1), otherwise a Decimal.
 *
 * @throws ValueError as {@link Decimal}
 */
export function numberFromText(text: string): number | Decimal {
  if (text.length <= 15 && SHORT_INTEGER.test(text)) return Number(text) + 0;
  const decimal = new Decimal(text);
  const number = Number(decimal.text);
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) return decimal;
  return Number.isFinite(number) && plainText(number) === decimal.text ? number : decimal;
}

/** The number that a big integer stands for, in the form {@link numberFromText} gives. */
export function numberFromBigInt(integer: bigint): number | Decimal {
  const number = Number(integer);
  return Number.isSafeInteger(number) ? number : new Decimal(integer.toString());
}

/**
 * The number that a double stands for, in the form {@link numberFromText} gives: an integer is meant to its last
 * digit, a fraction is meant as its shortest decimal text.
 *
 * @throws ValueError `bad_number` for NaN and the infinities, which Terraform has not
 */
export function numberFromDouble(double: number): number | Decimal {
  if (!Number.isFinite(double))
    throw new ValueError("bad_number", `${double} is not a number Terraform can hold`);
  if (Number.isInteger(double) && !Number.isSafeInteger(double)) return numberFromBigInt(BigInt(double));
  return double + 0;
}

/** The canonical text of a number: all its digits, no exponent. */
export function numberText(value: number | Decimal): string {
  return typeof value === "number" ? plainText(value) : value.text;
}

/**
 * Whether the shortest text of a fraction is also the exact value of the double (0.5 is, 0.1 is not).
 *
 * A double with n binary places has n decimal places when written exactly, so that is so when shifting it left by as
 * many bits as its shortest text has decimal places leaves no fraction. Shifting a double is exact.
 */
export function isExactFraction(double: number): boolean {
  const text = plainText(double);
  const places = text.length - 1 - text.indexOf(".");
  return places < 1000 && Number.isInteger(double * 2 ** places);
}

const SHORT_INTEGER = /^-?\d+$/;

function plainText(double: number): string {
  const text = String(double);
  // JavaScript writes an exponent from 1e21 up and below 1e-6.
  return text.includes("e") ? expand(text) : text;
}

function canonicalText(text: string): string {
  return PLAIN.test(text) ? text : expand(text);
}

/** Already canonical, and not "-0". */
const PLAIN = /^(?:0|-?[1-9]\d*|-?(?:0|[1-9]\d*)\.\d*[1-9])$/;

function expand(text: string): string {
  const match = NUMBER.exec(text);
  if (match === null) throw new ValueError("bad_number", `${quote(text)} is not a decimal number`);
  const [, sign = "", integer = "", fraction = "", exponentText = "0"] = match;
  const digits = (integer + fraction).replace(/^0+/, "");
  if (digits === "") return "0";
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > MAX_EXPANDED_DIGITS) {
    throw new ValueError("bad_number", `${quote(text)} has an exponent beyond ${MAX_EXPANDED_DIGITS}`);
  }
  const pointAt = digits.length - fraction.length + exponent;
  const whole = pointAt <= 0 ? "0" : digits.slice(0, pointAt).padEnd(pointAt, "0");
  const rest = trimZeros(pointAt <= 0 ? "0".repeat(-pointAt) + digits : digits.slice(pointAt));
  return rest === "" ? sign + whole : `${sign}${whole}.${rest}`;
}

/** Without a regular expression: /0+$/ takes quadratic time on long runs of zeros that do not end the text. */
function trimZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 0x30) end--;
  return digits.slice(0, end);
}

function compareCanonical(a: string, b: string): number {
  if (a === b) return 0;
  const aNegative = a.startsWith("-");
  if (aNegative !== b.startsWith("-")) return aNegative ? -1 : 1;
  return aNegative ? compareMagnitude(b.slice(1), a.slice(1)) : compareMagnitude(a, b);
}

function compareMagnitude(a: string, b: string): number {
  const [aWhole = "", aFraction = ""] = a.split(".");
  const [bWhole = "", bFraction = ""] = b.split(".");
  if (aWhole.length !== bWhole.length) return aWhole.length - bWhole.length;
  if (aWhole !== bWhole) return aWhole < bWhole ? -1 : 1;
  if (aFraction === bFraction) return 0;
  return aFraction < bFraction ? -1 : 1;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
