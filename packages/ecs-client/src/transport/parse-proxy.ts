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
  const problem = proxyUrlProblem(text);
  if (problem !== null) throw configurationError(`proxyUrl must ${problem}`);
  const url = new URL(text);
  const user = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  url.username = "";
  url.password = "";
  if (user === "" && password === "") return { url, authorization: null, password: null };
  return {
    url,
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
    password: password === "" ? null : password,
  };
}

/** The rule that a text breaks as the URL of a proxy, as the end of "must …"; null if it breaks none. It never quotes the text. */
export function proxyUrlProblem(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return "be a full URL that starts with http:// or https://, for example http://proxy.example.com:8080";
  }
  if (!isPercentEncoded(url.username) || !isPercentEncoded(url.password)) {
    return "have its user name and password percent-encoded: write %25 for a % sign";
  }
  return null;
}

function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
