import type { IncomingHttpHeaders } from "node:http";

import { isLoopback } from "../options/settings.ts";

/** The kind of header that shows that a web page may have sent a request. */
export type UntrustedHeader = "origin" | "host";

/** The parts of a request that show whether a web page may have sent it. */
export interface RequestHead {
  readonly headers: IncomingHttpHeaders;
  /** The request target as it was sent. */
  readonly target: string;
  readonly isAdmin: boolean;
}

/**
 * Whether a web page that somebody on this machine has open may have sent the request. Pages must not reach a stack:
 * the admin API needs no key, and everybody knows the default key. A browser marks requests to other sites with
 * `Origin` or `Sec-Fetch-Site` (Fetch Metadata Request Headers, W3C). A page whose host resolves to this machine (DNS
 * rebinding) sends that host. With `allowRemote` every host is fine.
 */
export function untrustedHeaderOf(request: RequestHead, allowRemote: boolean): UntrustedHeader | undefined {
  const { origin, "sec-fetch-site": site = "none" } = request.headers;
  if (origin !== undefined || !["none", "same-origin"].includes(String(site))) return "origin";
  return allowRemote || namesLoopback(request) ? undefined : "host";
}

/**
 * A client that uses the stack as its proxy sends a whole URL with the host of the service, which no browser sends to the
 * host of its page; HTTP/1.0 has no Host. Neither reaches the admin API.
 */
function namesLoopback({ headers, target, isAdmin }: RequestHead): boolean {
  const { host } = headers;
  const hostOfTarget = hostInUrl(target);
  if (!isAdmin && (host === undefined || hostOfTarget !== undefined)) return true;
  // The host of a whole URL counts instead of the header (RFC 9112, 3.2.2). Both must be loopback.
  return [host ?? "", hostOfTarget ?? host ?? ""].every((each) => isLoopback(hostNameOf(each)));
}

/** The host, with its port, of a request target that is a whole URL. */
function hostInUrl(target: string): string | undefined {
  return /^https?:\/\/([^/?#]*)/i.exec(target)?.[1];
}

/** The host of a Host header without its port, in lower case, and without the brackets of an IPv6 address. */
function hostNameOf(host: string): string {
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(host.toLowerCase());
  return match?.[1] ?? match?.[2] ?? "";
}
