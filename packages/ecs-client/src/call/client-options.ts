import type { Credentials } from "../signature/call-to-sign.ts";
import type { Logger } from "./logger.ts";
import type { Runtime } from "./runtime.ts";

/** Called before every attempt; caches as it likes. */
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

/** Called before every attempt with the signal of the call; caches as it likes. */
export type ExtrasProvider = (signal: AbortSignal) => Promise<CallExtras>;

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
  /** HTTP or HTTPS proxy, with user and password, percent-encoded, if it wants them. */
  readonly proxyUrl?: string | undefined;
  /** Time to get a connection. Default 10 000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Time from sending a request to the end of its response. Default 60 000. */
  readonly readTimeoutMs?: number | undefined;
  /** Retries after server errors, lost connections and timeouts; throttling does not count. Default 5. */
  readonly maxRetries?: number | undefined;
  /** Collecting time of describeImage. Default 5. */
  readonly lookupDelayMs?: number | undefined;
  /** Largest response that is read, in bytes. Default 8 MiB. */
  readonly maxResponseBytes?: number | undefined;
  readonly userAgent?: string | undefined;
  /** Default `v1`, the one that Apsara Stack gateways are known to accept. */
  readonly signatureVersion?: "v1" | "v3" | undefined;
  readonly logger?: Logger | undefined;
  /** Replaces clock, random numbers and waiting, for tests. */
  readonly runtime?: Partial<Runtime> | undefined;
}
