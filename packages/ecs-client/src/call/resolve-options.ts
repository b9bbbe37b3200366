import { configurationError } from "../errors/configuration-error.ts";
import { parseCertificates } from "../transport/parse-certificates.ts";
import { parseProxy } from "../transport/parse-proxy.ts";
import type { TransportOptions } from "../transport/transport-options.ts";
import type { CredentialsProvider, EcsClientOptions, ExtrasProvider } from "./client-options.ts";
import type { Logger } from "./logger.ts";
import { type Runtime, systemRuntime } from "./runtime.ts";

/** Options with every default filled in and every text parsed. */
export interface ResolvedOptions {
  readonly endpoint: URL;
  readonly regionId: string;
  readonly credentials: CredentialsProvider;
  readonly extraParameters: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly extrasProvider: ExtrasProvider;
  readonly transport: TransportOptions;
  /** Secrets besides the credentials, which must not reach an error or the log. */
  readonly secrets: readonly string[];
  readonly maxRetries: number;
  readonly lookupDelayMs: number;
  readonly signatureVersion: "v1" | "v3";
  readonly logger: Logger;
  readonly runtime: Runtime;
}

/** Checks options and fills in the defaults; throws an EcsError of kind `configuration` that names the option. */
export function resolveOptions(options: EcsClientOptions): ResolvedOptions {
  const endpoint = parseEndpoint(options.endpoint);
  const proxy = options.proxyUrl ? parseProxy(options.proxyUrl) : null;
  const { credentials } = options;
  return {
    endpoint,
    regionId: options.regionId,
    credentials: typeof credentials === "function" ? credentials : async () => credentials,
    extraParameters: options.extraParameters ?? {},
    headers: {
      ...parseHeaders("extraHeaders", options.extraHeaders ?? {}),
      accept: "application/json",
      ...parseHeaders("userAgent", { "user-agent": options.userAgent ?? "ecs-client" }),
    },
    extrasProvider: async (signal) => {
      const extras = await options.extrasProvider?.(signal);
      return {
        parameters: extras?.parameters ?? {},
        headers: parseHeaders("extrasProvider", extras?.headers ?? {}),
      };
    },
    transport: {
      endpoint,
      insecure: options.insecure ?? false,
      caPem: options.caPem ? parseCertificates(options.caPem) : null,
      proxy,
      connectTimeoutMs: natural("connectTimeoutMs", options.connectTimeoutMs ?? 10_000, 1),
      readTimeoutMs: natural("readTimeoutMs", options.readTimeoutMs ?? 60_000, 1),
      maxResponseBytes: natural("maxResponseBytes", options.maxResponseBytes ?? 8 * 1024 * 1024, 1),
    },
    secrets: proxy?.password ? [proxy.password] : [],
    maxRetries: natural("maxRetries", options.maxRetries ?? 5, 0),
    lookupDelayMs: natural("lookupDelayMs", options.lookupDelayMs ?? 5, 0),
    signatureVersion: options.signatureVersion ?? "v1",
    logger: options.logger ?? (() => {}),
    runtime: { ...systemRuntime, ...options.runtime },
  };
}

/**
 * The path gets a slash at its end: `/asapi/v3/` is how the Go SDK, the client that gateways of Apsara Stack were built for,
 * spells it.
 */
function parseEndpoint(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw configurationError("endpoint must be a full URL that starts with https:// or http://");
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw configurationError("endpoint must be a URL without user, password, query and fragment");
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

/** Names in lower case. Source of what a header may hold: RFC 9110, "Fields". */
function parseHeaders(
  option: string,
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[-!#$%&'*+.^_`|~0-9A-Za-z]+$/.test(name))
      throw configurationError(`${option}: ${JSON.stringify(name)} is not the name of an HTTP header`);
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw configurationError(`${option}: the value of ${name} has characters that no HTTP header may have`);
  }
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function natural(option: string, value: number, minimum: number): number {
  // Timers of JavaScript overflow beyond 2^31 - 1 ms and then fire at once.
  if (Number.isInteger(value) && value >= minimum && value < 2 ** 31) return value;
  throw configurationError(
    `${option} must be a whole number from ${minimum} to ${2 ** 31 - 1}, not ${value}`,
  );
}
