import type { ProxyServer } from "./parse-proxy.ts";

/** What one exchange may cost. */
export interface ExchangeLimits {
  /** Time to get a connection: name lookup, TCP, proxy and TLS together, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** Time from the sending of the request to the last byte of the response, in milliseconds. */
  readonly readTimeoutMs: number;
  /** Size of a response, in bytes. */
  readonly maxResponseBytes: number;
}

/** How the transport connects. */
export interface TransportOptions extends ExchangeLimits {
  readonly endpoint: URL;
  /** Accept any certificate. */
  readonly insecure: boolean;
  /** PEM certificates that are trusted in addition to the runtime's own list. */
  readonly caPem: string | null;
  readonly proxy: ProxyServer | null;
}
