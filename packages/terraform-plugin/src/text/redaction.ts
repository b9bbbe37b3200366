/** What is written instead of a secret. */
const MASK = "***";

/** Forms derived from a shorter value are too likely to occur by chance. */
const MIN_DERIVED_LENGTH = 6;

const secrets = new Set<string>();
let pattern: RegExp | undefined;

/**
 * Registers a secret: from now on `***` is logged instead of it, wherever it occurs and also where it was written as JSON,
 * percent-encoded (once or twice, as in a string to sign) or in base64 (also as part of a longer value, as in basic
 * authentication). There is no way back; a value that was secret once stays so. The empty string is ignored.
 */
export function maskSecret(value: string): void {
  if (value === "" || secrets.has(value)) return;
  secrets.add(value);
  const forms = new Set([...secrets].flatMap(formsOf));
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  pattern = new RegExp(longestFirst.map(escapeForRegExp).join("|"), "g");
}

/** Returns the text with every registered secret replaced. */
export function mask(text: string): string {
  return pattern === undefined ? text : text.replace(pattern, MASK);
}

function formsOf(secret: string): string[] {
  const once = percentEncoded(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const derived = [
    json,
    JSON.stringify(json).slice(1, -1),
    once,
    percentEncoded(once),
    encodeURIComponent(secret),
    new URLSearchParams({ "": secret }).toString().slice(1),
    lowerCaseHex(once),
    ...base64Forms(Buffer.from(secret, "utf8")),
  ];
  return [secret, ...derived.filter((form) => form.length >= MIN_DERIVED_LENGTH)];
}

/** RFC 3986: everything but unreserved characters, which is stricter than encodeURIComponent. */
function percentEncoded(text: string): string {
  return encodeURIComponent(wellFormed(text)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function lowerCaseHex(percentEncodedText: string): string {
  return percentEncodedText.replace(/%[0-9A-F]{2}/g, (encoded) => encoded.toLowerCase());
}

/**
 * What base64 makes of the bytes at each of the three positions they can have within a longer value, without the
 * characters at either end that depend on what stands beside them.
 */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const bits = (shift + bytes.length) * 8;
    const first = Math.ceil((shift * 8) / 6);
    const end = Math.floor(bits / 6);
    const standard = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .slice(first, end);
    return [standard, standard.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** encodeURIComponent throws at half a surrogate pair. */
function wellFormed(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
