import type { IncomingHttpHeaders } from "node:http";

import { isLoopback } from "../options/settings.ts";

/** The header that shows that a request may come from a web page. */
export type BrowserSign = "origin" | "host";

/** The parts of a request that show whether it may come from a web page. */
export interface Provenance {
  readonly headers: IncomingHttpHeaders;
  /** The request target as it was sent. */
  readonly target: string;
  readonly isAdmin: boolean;
}

/**
 * Whether a web page that somebody on this machine looks at may have sent the request. No page has any business with a stack:
 * the admin API needs no key, and everybody knows the default key. A browser sends `Origin` with requests to other sites, and a
 * page whose host resolves to this machine (DNS rebinding) sends that host. With `allowRemote` every host is fine.
 */
export function browserSignOf(request: Provenance, allowRemote: boolean): BrowserSign | undefined {
  if (request.headers.origin !== undefined) return "origin";
  return allowRemote || namesLoopback(request) ? undefined : "host";
}

/**
 * A client that uses the stack as its proxy sends a whole URL with the host of the service, which no browser sends to the
 * host of its page; HTTP/1.0 has no Host. Neither reaches the admin API.
 */
function namesLoopback({ headers, target, isAdmin }: Provenance): boolean {
  const { host } = headers;
  if (!isAdmin && (host === undefined || /^https?:\/\//i.test(target))) return true;
  return isLoopback(hostNameOf(host ?? ""));
}

/** The host of a Host header without its port, in lower case, and without the brackets of an IPv6 address. */
function hostNameOf(host: string): string {
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(host.toLowerCase());
  return match?.[1] ?? match?.[2] ?? "";
}
