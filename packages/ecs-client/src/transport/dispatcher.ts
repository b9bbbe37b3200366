import type { Dispatcher } from "undici";
import type { TransportOptions } from "./transport-options.ts";
import { loadAgent, loadProxyAgent } from "./undici.ts";

/**
 * Loads undici and makes the connection pool the options ask for. undici is loaded here and nowhere else: it costs tens of
 * milliseconds, which a process that makes no call should not pay.
 */
export async function createDispatcher(options: TransportOptions): Promise<Dispatcher> {
  const tls = {
    timeout: options.connectTimeoutMs,
    rejectUnauthorized: !options.insecure,
    ...(options.caPem === null ? {} : { ca: await withDefaultAuthorities(options.caPem) }),
  };
  if (options.proxyUrl === null) {
    const Agent = await loadAgent();
    return new Agent({ connect: tls });
  }
  const ProxyAgent = await loadProxyAgent();
  return new ProxyAgent({
    uri: options.proxyUrl.href,
    requestTls: tls,
    proxyTls: tls,
    // Proxies commonly refuse CONNECT to a plain HTTP target; they want the request itself.
    proxyTunnel: options.endpoint.protocol === "https:",
  });
}

/**
 * The given certificates after those the runtime trusts by itself: naming one's own replaces them, so they are named as well.
 * Node 22 knows those of NODE_EXTRA_CA_CERTS too; on Node 20 only the compiled-in list can be had.
 */
export async function withDefaultAuthorities(caPem: string): Promise<string[]> {
  const tls: { rootCertificates: readonly string[]; getCACertificates?: () => string[] } = await import(
    "node:tls"
  );
  return [...(tls.getCACertificates?.() ?? tls.rootCertificates), caPem];
}
