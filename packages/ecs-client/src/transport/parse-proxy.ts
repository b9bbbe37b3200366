import { configurationError } from "../errors/configuration-error.ts";

/** A proxy, and how to introduce oneself to it. */
export interface ProxyServer {
  /** Without user and password. */
  readonly url: URL;
  /** The header `proxy-authorization`; null for a proxy without a user. */
  readonly authorization: string | null;
  readonly password: string | null;
}

/**
 * Reads the URL of a proxy.
 *
 * @throws EcsError of kind `configuration` that names the option and never quotes the URL, which may hold a password
 */
export function parseProxy(text: string): ProxyServer {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw configurationError("proxyUrl must be a full URL that starts with http:// or https://");
  const user = decoded("user", url.username);
  const password = decoded("password", url.password);
  url.username = "";
  url.password = "";
  if (user === "" && password === "") return { url, authorization: null, password: null };
  return {
    url,
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
    password: password === "" ? null : password,
  };
}

function decoded(what: string, encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw configurationError(
      `proxyUrl: the ${what} is not percent-encoded text; a percent sign in it is written as %25`,
    );
  }
}
