import { configurationError } from "../errors/configuration-error.ts";
import type { Credentials } from "../signature/call-to-sign.ts";
import type { TransportOptions } from "../transport/transport-options.ts";
import { type Runtime, systemRuntime } from "./runtime.ts";

/** Asked before every attempt; caches as it likes. */
export type CredentialsProvider = (request: CredentialsRequest) => Promise<Credentials>;

/** What a credentials provider may want to know. */
export interface CredentialsRequest {
  /** Credentials whose security token the service has just called expired: they must not be given again. Else null. */
  readonly expired: Credentials | null;
  /** The signal of the call that needs the credentials. */
  readonly signal: AbortSignal;
}

/** Parameters and headers that are added to a call. */
export interface CallExtras {
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Asked before every attempt with the signal of the call; caches as it likes. */
export type ExtrasProvider = (signal: AbortSignal) => Promise<CallExtras>;

/** How urgent a log entry is. */
export type LogLevel = "debug" | "info" | "warn";

/** Receives log entries; their fields hold no secret, no signature and no parameter of a call. */
export type Logger = (
  level: LogLevel,
  message: string,
  fields: Readonly<Record<string, string | number | boolean | null>>,
) => void;

/** Options of a client. Times are in milliseconds. */
export interface EcsClientOptions {
  /** Full URL of the ECS endpoint; a path is allowed: `https://ecs.example.com`, `http://host:8080/asapi/v3`. */
  readonly endpoint: string;
  /** Sent as RegionId with every call. */
  readonly regionId: string;
  readonly credentials: Credentials | CredentialsProvider;
  /** Added to every call and signed with it, for example Department and ResourceGroup on Apsara Stack. */
  readonly extraParameters?: Readonly<Record<string, string>> | undefined;
  /** Added to every call, for example `x-acs-organizationid` on Apsara Stack. */
  readonly extraHeaders?: Readonly<Record<string, string>> | undefined;
  /** For what is added to every call but known only after a call to another API. It wins over the two options above. */
  readonly extrasProvider?: ExtrasProvider | undefined;
  /** Accept any TLS certificate. Prefer `caPem`. Default false. */
  readonly insecure?: boolean | undefined;
  /** Certificates in PEM that are trusted in addition to those of the runtime. */
  readonly caPem?: string | undefined;
  /** HTTP or HTTPS proxy, with user and password if it wants them. */
  readonly proxyUrl?: string | undefined;
  /** Time to get a connection. Default 10 000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Time from sending a request to the end of its answer. Default 60 000. */
  readonly readTimeoutMs?: number | undefined;
  /** Repetitions after server errors, lost connections and time-outs; throttling does not count. Default 5. */
  readonly maxRetries?: number | undefined;
  /** Collecting time of describeImage. Default 5. */
  readonly lookupDelayMs?: number | undefined;
  /** Largest answer that is read, in bytes. Default 8 MiB. */
  readonly maxResponseBytes?: number | undefined;
  readonly userAgent?: string | undefined;
  /** Default `v1`, the one that Apsara Stack gateways are known to accept. */
  readonly signatureVersion?: "v1" | "v3" | undefined;
  readonly logger?: Logger | undefined;
  /** Replaces clock, random numbers and waiting, for tests. */
  readonly runtime?: Partial<Runtime> | undefined;
}

/** Options with every default filled in and every text parsed. */
export interface ResolvedOptions {
  readonly endpoint: URL;
  readonly regionId: string;
  readonly credentials: CredentialsProvider;
  readonly extraParameters: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly extrasProvider: ExtrasProvider;
  readonly transport: TransportOptions;
  readonly maxRetries: number;
  readonly lookupDelayMs: number;
  readonly signatureVersion: "v1" | "v3";
  readonly logger: Logger;
  readonly runtime: Runtime;
}

/** Checks options and fills in the defaults; throws an EcsError of kind `configuration`. */
export function resolveOptions(options: EcsClientOptions): ResolvedOptions {
  const endpoint = parseEndpoint(options.endpoint);
  const credentials = options.credentials;
  return {
    endpoint,
    regionId: options.regionId,
    credentials: typeof credentials === "function" ? credentials : async () => credentials,
    extraParameters: options.extraParameters ?? {},
    headers: {
      ...lowerCaseNames(options.extraHeaders ?? {}),
      accept: "application/json",
      "user-agent": options.userAgent ?? "ecs-client",
    },
    extrasProvider: async (signal) => {
      const extras = await options.extrasProvider?.(signal);
      return { parameters: extras?.parameters ?? {}, headers: lowerCaseNames(extras?.headers ?? {}) };
    },
    transport: {
      endpoint,
      insecure: options.insecure ?? false,
      caPem: parseCertificates(options.caPem),
      proxyUrl: options.proxyUrl ? parseProxy(options.proxyUrl) : null,
      connectTimeoutMs: natural("connectTimeoutMs", options.connectTimeoutMs ?? 10_000, 1),
      readTimeoutMs: natural("readTimeoutMs", options.readTimeoutMs ?? 60_000, 1),
      maxResponseBytes: natural("maxResponseBytes", options.maxResponseBytes ?? 8 * 1024 * 1024, 1),
    },
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
  const url = parseUrl(text);
  if (url === null) {
    throw configurationError("the endpoint must be a full URL that starts with https:// or http://");
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw configurationError("the endpoint must be a URL without user, password, query and fragment");
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

function parseProxy(text: string): URL {
  const url = parseUrl(text);
  // Never quote the URL here: it may hold a password.
  if (url === null)
    throw configurationError("the proxy must be a full URL that starts with http:// or https://");
  return url;
}

function parseUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === "http:" || url.protocol === "https:" ? url : null;
}

function parseCertificates(pem: string | undefined): string | null {
  if (pem === undefined || pem === "") return null;
  if (!pem.includes("-----BEGIN CERTIFICATE-----"))
    throw configurationError("the CA file holds no PEM certificate");
  return pem;
}

function natural(name: string, value: number, minimum: number): number {
  // Timers of JavaScript overflow beyond 2^31 - 1 ms and then fire at once.
  if (Number.isInteger(value) && value >= minimum && value < 2 ** 31) return value;
  throw configurationError(`${name} must be a whole number from ${minimum} to ${2 ** 31 - 1}, not ${value}`);
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
