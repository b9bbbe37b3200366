/** The ways in which a secret may be written down, for the two ways in which they are looked for. */
export interface SecretForms {
  /** Texts that are replaced as they are. */
  readonly literal: readonly string[];
  /** Parts of base64 text: a character more on either side may carry some bits of the secret as well. */
  readonly base64: readonly string[];
}

/**
 * How a secret looks as it is, escaped for JSON (also twice), percent-encoded (strictly or as a browser does, in either case, also twice
 * as in a string to sign), in a form, in hexadecimal and in base64, standard or for URLs, on its own or within a longer value, as in
 * "user:secret" of basic authentication.
 */
export function secretForms(secret: string): SecretForms {
  const once = percentEncoded(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const bytes = Buffer.from(secret, "utf8");
  const hex = bytes.toString("hex");
  const literal = [
    secret,
    json,
    JSON.stringify(json).slice(1, -1),
    once,
    lowerCaseHex(once),
    percentEncoded(once),
    encodeURIComponent(wellFormed(secret)),
    new URLSearchParams({ "": secret }).toString().slice(1),
    hex,
    hex.toUpperCase(),
  ];
  return { literal: [...new Set(literal)], base64: [...new Set(base64Parts(bytes))] };
}

/** Base64 of the secret alone, standard and for URLs, with and without padding. */
export function base64Alone(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, "utf8");
  const url = bytes.toString("base64url");
  const standard = bytes.toString("base64");
  return [...new Set([standard, standard.replace(/=+$/, ""), url, url.padEnd(standard.length, "=")])];
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
 * What base64 makes of the bytes at each of the three positions they can have within a longer value, without the characters at either
 * end that depend on what stands beside them.
 */
function base64Parts(bytes: Buffer): string[] {
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
