import { base64Alone, secretForms } from "./secret-forms.ts";

/** Returns a text with secrets replaced by `***`. */
export type Redact = (text: string) => string;

/** What stands for a secret. */
const MASK = "***";

/** A secret of so few characters occurs in any text by chance. */
const SHORT_SECRET_CHARACTERS = 3;

/** Base64 of an unknown neighbour shares a character with the secret. */
const BASE64_NEIGHBOUR = "[A-Za-z0-9+/_-]?";

/** What makes a longer word, number or name of a short secret beside it. */
const JOINED = "[\\p{Script=Latin}\\p{N}_]";

const secrets = new Set<string>();
let redactSecrets: Redact | undefined;

/**
 * Registers a secret of this process: from now on no log line, diagnostic or error shows it, in any of the forms of {@link redactor}.
 * There is no way back; a value that was secret once stays so.
 */
export function maskSecret(value: string): void {
  if (secrets.has(value)) return;
  secrets.add(value);
  redactSecrets = undefined;
}

/** Returns the text with every registered secret replaced. */
export function redact(text: string): string {
  redactSecrets ??= redactor(secrets);
  return redactSecrets(text);
}

/**
 * Makes a function that replaces each of the values wherever it occurs: as it is, JSON-escaped, percent-encoded, form-encoded, in
 * hexadecimal, and in base64, also as a part of a longer value. A value of one to three characters is replaced only where it stands alone,
 * as itself or encoded: `ab` in `key=ab` and `"ab"`, but not in `label`. Otherwise it would make a log unreadable and be legible itself by
 * what is missing. Base64 of a longer text with such a value in it is not found. The empty string is ignored.
 */
export function redactor(values: Iterable<string>): Redact {
  const known = [...new Set(values)].filter((value) => value !== "");
  const long = longPattern(known.filter((value) => !isShort(value)));
  const short = shortPattern(known.filter(isShort));
  if (!long && !short) return (text) => text;
  return (text) => {
    const withoutLong = long ? text.replace(long, MASK) : text;
    return short ? withoutLong.replace(short, MASK) : withoutLong;
  };
}

function isShort(secret: string): boolean {
  return [...secret].length <= SHORT_SECRET_CHARACTERS;
}

/** Works on UTF-16 units and not on characters: half a pair is found as well. */
function longPattern(known: readonly string[]): RegExp | undefined {
  if (known.length === 0) return undefined;
  const forms = known.map(secretForms);
  const base64 = anyOf(forms.flatMap((each) => each.base64));
  const literal = anyOf(forms.flatMap((each) => each.literal));
  return new RegExp(`${BASE64_NEIGHBOUR}${base64}${BASE64_NEIGHBOUR}={0,2}|${literal}`, "g");
}

function shortPattern(known: readonly string[]): RegExp | undefined {
  if (known.length === 0) return undefined;
  const forms = known.flatMap((secret) => [...secretForms(secret).literal, ...base64Alone(secret)]);
  const before = `(?<!${JOINED}|${JOINED}[.-])`;
  const after = `(?!${JOINED}|[.-]${JOINED})`;
  return new RegExp(`${before}${anyOf(forms)}${after}`, "gu");
}

/** The longest first: a secret may be the beginning of another one. */
function anyOf(forms: readonly string[]): string {
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return `(?:${longestFirst.map(escapeForRegExp).join("|")})`;
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
