/**
 * Percent-encodes text as the signatures of the service want it (RFC 3986 over UTF-8): only letters, digits and
 * `-_.~` stay as they are. Source: "ECS API reference, Request signatures".
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The pairs sorted by name in byte order, encoded and joined as `name=value&…`; an empty value keeps its `=`. */
export function canonicalQuery(pairs: Iterable<readonly [string, string]>): string {
  return Array.from(pairs, ([name, value]) => ({ bytes: Buffer.from(name), name, value }))
    .sort((left, right) => Buffer.compare(left.bytes, right.bytes))
    .map(({ name, value }) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
}
