import { isIPv4 } from "node:net";

import { DEFAULT_CHAOS_SHARE } from "./faults/chaos.ts";
import { DEFAULT_QUOTAS } from "./model/quotas.ts";
import { DEFAULT_REGION_ID } from "./model/regions.ts";

/** What a local stack can be told. Everything has a default. */
export interface LocalStackOptions {
  /** Address to listen on, `127.0.0.1` by default. */
  readonly host?: string | undefined;
  /** Port to listen on; 0, the default, takes any free one. */
  readonly port?: number | undefined;
  /** Whether `host` may be something other than a loopback address. */
  readonly allowRemote?: boolean | undefined;
  /** Serves HTTPS with a certificate made for this stack. */
  readonly tls?: boolean | undefined;
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
  /** Whether answers carry what the ASAPI gateway of Apsara Stack adds, and images only the fields its ECS knows. */
  readonly asapi?: boolean | undefined;
  /** Breaks a share of all requests at random; the same seed breaks the same requests in the same way. */
  readonly chaos?: string | undefined;
  /** How much of all requests chaos breaks, from 0 to 1; 0.1 by default. */
  readonly chaosShare?: number | undefined;
  /** How long it takes until queries see a change, 0 by default. */
  readonly consistencyLagMs?: number | undefined;
  /** Custom images in a region. */
  readonly imageQuota?: number | undefined;
  /** Snapshots of a disk. */
  readonly snapshotQuota?: number | undefined;
  /** Snapshots of a disk that can be in the making at the same time. */
  readonly concurrentSnapshots?: number | undefined;
  /** A file that keeps the stack across restarts. */
  readonly stateFile?: string | undefined;
  /** A request that has not arrived as a whole by then is refused; 30 000 by default. */
  readonly arrivalMs?: number | undefined;
  /** Called with a line for every call; nothing is logged by default. */
  readonly log?: ((line: string) => void) | undefined;
}

/** The options with every default filled in. */
export type Settings = Readonly<ReturnType<typeof resolveOptions>>;

/** A stack that could not be started; the message is one sentence for the person who started it. */
export class LocalStackError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "LocalStackError";
  }
}

/** Fills in the defaults; throws a LocalStackError that names the first option whose value cannot be. */
export function resolveOptions(options: LocalStackOptions) {
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
    tls: options.tls ?? false,
    region,
    accessKeyId: nonEmpty("access key ID", options.accessKeyId ?? "local-access-key-id"),
    accessKeySecret: nonEmpty("access key secret", options.accessKeySecret ?? "local-access-key-secret"),
    securityToken: options.securityToken,
    imageSeconds: atLeast("image time", options.imageSeconds ?? 2, 0),
    deleteSeconds: atLeast("deletion time", options.deleteSeconds ?? 0.5, 0),
    latencyMs: atLeast("latency", options.latencyMs ?? 0, 0),
    rateLimit: options.rateLimit === undefined ? undefined : atLeast("rate limit", options.rateLimit, 1),
    asapi: options.asapi ?? false,
    chaos: options.chaos,
    chaosShare: between("share of chaos", options.chaosShare ?? DEFAULT_CHAOS_SHARE, 0, 1),
    consistencyLagMs: atLeast("consistency lag", options.consistencyLagMs ?? 0, 0),
    quotas: {
      imagesPerRegion: whole("image quota", options.imageQuota ?? DEFAULT_QUOTAS.imagesPerRegion),
      snapshotsPerDisk: whole("snapshot quota", options.snapshotQuota ?? DEFAULT_QUOTAS.snapshotsPerDisk),
      concurrentSnapshotsPerDisk: whole(
        "number of concurrent snapshots",
        options.concurrentSnapshots ?? DEFAULT_QUOTAS.concurrentSnapshotsPerDisk,
      ),
    },
    stateFile: options.stateFile,
    arrivalMs: atLeast("time to arrive", options.arrivalMs ?? 30_000, 1),
    log: options.log ?? ((_line: string) => undefined),
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}

function nonEmpty(what: string, value: string): string {
  if (value === "") throw new LocalStackError(`The ${what} must not be empty.`);
  return value;
}

function between(what: string, value: number, min: number, max: number): number {
  if (!(value >= min && value <= max)) {
    throw new LocalStackError(`The ${what} must be a number from ${min} to ${max}.`);
  }
  return value;
}

function whole(what: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new LocalStackError(`The ${what} must be a whole number of at least 0.`);
  }
  return value;
}

function atLeast(what: string, value: number, min: number): number {
  if (!Number.isFinite(value) || value < min) {
    throw new LocalStackError(`The ${what} must be a number of at least ${min}.`);
  }
  return value;
}
