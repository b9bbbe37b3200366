import { isIPv4 } from "node:net";

import { DEFAULT_REGION_ID } from "./model/regions.ts";

/** What a local stack can be told. Everything has a default. */
export interface LocalStackOptions {
  /** Address to listen on, `127.0.0.1` by default. */
  readonly host?: string | undefined;
  /** Port to listen on; 0, the default, takes any free one. */
  readonly port?: number | undefined;
  /** Whether `host` may be something other than a loopback address. */
  readonly allowRemote?: boolean | undefined;
  readonly region?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly accessKeySecret?: string | undefined;
  /** When set, the key is a temporary one: every request must carry this token. */
  readonly securityToken?: string | undefined;
  /** How long an image is Creating, 2 by default. Fractions are fine. */
  readonly imageSeconds?: number | undefined;
  /** How long after DeleteImage an image is gone, 0.5 by default. */
  readonly deleteSeconds?: number | undefined;
  /** Added to every call, 0 by default. */
  readonly latencyMs?: number | undefined;
  /** Calls a second before `Throttling.User`; no limit by default. */
  readonly rateLimit?: number | undefined;
  /** A file that keeps the stack across restarts. */
  readonly stateFile?: string | undefined;
  /** Called with a line for every call; nothing is logged by default. */
  readonly log?: ((line: string) => void) | undefined;
}

/** The options with every default filled in. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly region: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string | undefined;
  readonly imageSeconds: number;
  readonly deleteSeconds: number;
  readonly latencyMs: number;
  readonly rateLimit: number | undefined;
  readonly stateFile: string | undefined;
  readonly log: (line: string) => void;
}

/** A stack that could not be started; the message is one sentence for the person who started it. */
export class LocalStackError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "LocalStackError";
  }
}

/** Fills in the defaults; throws a LocalStackError that names the first option whose value cannot be. */
export function resolveOptions(options: LocalStackOptions): Settings {
  const host = options.host ?? "127.0.0.1";
  if (options.allowRemote !== true && !isLoopback(host)) {
    throw new LocalStackError(
      `The host ${host} is no loopback address: whoever reaches it could use the stack. Allow it with --allow-remote.`,
    );
  }
  const region = options.region ?? DEFAULT_REGION_ID;
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(region)) {
    throw new LocalStackError(`The region ${region} must consist of lower-case letters, digits and hyphens.`);
  }
  const port = options.port ?? 0;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new LocalStackError(`The port must be a whole number from 0 to 65535.`);
  }
  return {
    host,
    port,
    region,
    accessKeyId: nonEmpty("access key ID", options.accessKeyId ?? "local-access-key-id"),
    accessKeySecret: nonEmpty("access key secret", options.accessKeySecret ?? "local-access-key-secret"),
    securityToken: options.securityToken,
    imageSeconds: atLeast("image time", options.imageSeconds ?? 2, 0),
    deleteSeconds: atLeast("deletion time", options.deleteSeconds ?? 0.5, 0),
    latencyMs: atLeast("latency", options.latencyMs ?? 0, 0),
    rateLimit: options.rateLimit === undefined ? undefined : atLeast("rate limit", options.rateLimit, 1),
    stateFile: options.stateFile,
    log: options.log ?? (() => undefined),
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}

function nonEmpty(what: string, value: string): string {
  if (value === "") throw new LocalStackError(`The ${what} must not be empty.`);
  return value;
}

function atLeast(what: string, value: number, min: number): number {
  if (!Number.isFinite(value) || value < min) {
    throw new LocalStackError(`The ${what} must be a number of at least ${min}.`);
  }
  return value;
}
