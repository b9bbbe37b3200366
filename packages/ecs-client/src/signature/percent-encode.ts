import type { Parameter } from "./parameter.ts";

/**
 * Percent-encodes UTF-8 as RFC 3986 requires: everything but `A-Z a-z 0-9 - _ . ~`. Half surrogates, which UTF-8 cannot
 * express, become U+FFFD, so no text makes it throw.
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\uFFFD")).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * The canonical query of both signature versions: parameters sorted by name (ASCII names, so code units are byte order),
 * percent-encoded and joined. An empty value keeps its `=`. It is also a valid form body.
 */
export function canonicalQuery(parameters: readonly Parameter[]): string {
  return [...parameters]
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
}
