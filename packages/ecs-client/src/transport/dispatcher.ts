import type { buildConnector, Dispatcher } from "undici";
import type { ProxyServer } from "./parse-proxy.ts";
import type { TransportOptions } from "./transport-options.ts";
import { loadAgent, loadProxyAgent } from "./undici.ts";

/**
 * Loads undici and makes the connection pool the options ask for. undici is loaded here and nowhere else: it costs tens of
 * milliseconds, which a process that makes no call should not pay.
 */
export async function createDispatcher(options: TransportOptions): Promise<Dispatcher> {
  const tls: buildConnector.BuildOptions = {
    timeout: options.connectTimeoutMs,
    rejectUnauthorized: !options.insecure,
    ...(options.caPem === null ? {} : { ca: await withDefaultAuthorities(options.caPem) }),
  };
  if (options.proxy !== null) return createProxyAgent(options.proxy, options.endpoint, tls);
  const { Agent } = await loadAgent();
  return new Agent({ connect: tls });
}

async function createProxyAgent(
  { url, authorization }: ProxyServer,
  endpoint: URL,
  tls: buildConnector.BuildOptions,
): Promise<Dispatcher> {
  const [{ ProxyAgent, Pool, buildConnector, connect }, { isIP }] = await Promise.all([
    loadProxyAgent(),
    import("node:net"),
  ]);
  const connectToProxy = buildConnector(tls);
  // An IPv6 address of a URL is in brackets.
  const isIpAddress = (host: string) => isIP(host.replace(/^\[(.*)\]$/, "$1")) !== 0;
  return new ProxyAgent({
    uri: url.href,
    ...(authorization === null ? {} : { token: authorization }),
    requestTls: tls,
    proxyTls: tls,
    // Proxies commonly refuse CONNECT to a plain HTTP target; they want the request itself.
    proxyTunnel: endpoint.protocol === "https:",
    clientFactory: (origin) =>
      // ProxyAgent opens tunnels with the pool's `connect`, which only undici's main file adds to its classes.
      Object.assign(
        new Pool(origin, {
          // undici names the proxy's host to TLS also where it is an IP address, which TLS does not allow there (RFC 6066, section 3)
          // and Bun refuses; the certificate is checked against the address all the same.
          connect: ({ servername, ...target }, callback) => {
            const named = servername && !isIpAddress(servername) ? { ...target, servername } : target;
            connectToProxy(named, callback);
          },
        }),
        { connect },
      ),
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
