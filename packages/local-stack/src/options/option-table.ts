import { flag, number, type OptionKind, optional, text, wholeNumber } from "./option-kind.ts";

/** One option of a stack. */
export interface Option<T> {
  readonly kind: OptionKind<T>;
  readonly defaultValue: T;
  /** On the command line, without dashes; undefined for an option that only `startLocalStack` takes. */
  readonly flag: string | undefined;
  /** What stands for the value in the usage text; empty for a flag. */
  readonly placeholder: string;
  /** What the option does, for the usage text and the README. */
  readonly summary: string;
  /** Whether `PUT /_local/options` changes it while the stack runs. */
  readonly isLive: boolean;
}

/** The default region. */
export const DEFAULT_REGION_ID = "cn-local-env01-d01";

/**
 * Every option of a stack. `startLocalStack`, the command line, the usage text, the README and the admin API read
 * this table and nothing else.
 */
export const optionTable = {
  host: startOnly(
    "host ADDRESS",
    text(),
    "127.0.0.1",
    "address to listen on; only loopback unless --allow-remote",
  ),
  port: startOnly("port NUMBER", wholeNumber(0, 65_535), 0, "port to listen on; 0 takes any free one"),
  allowRemote: startOnly(
    "allow-remote",
    flag,
    false,
    "allow an address that is not loopback, and requests that name one: whoever reaches the stack can use it",
  ),
  tls: startOnly("tls", flag, false, "serve HTTPS; the first line names the file with the certificate"),
  region: startOnly(
    "region ID",
    text(
      "1 to 63 lower-case letters, digits and hyphens, with a letter or digit first",
      /^[a-z0-9][a-z0-9-]{0,62}$/,
    ),
    DEFAULT_REGION_ID,
    "the first of the two regions",
  ),
  accessKeyId: startOnly("access-key-id ID", text(), "local-access-key-id", "access key"),
  accessKeySecret: startOnly("access-key-secret SECRET", text(), "local-access-key-secret", "its secret"),
  /** When set, the key is a temporary one: every request must carry this token. */
  securityToken: inProcessOnly(optional(text()), undefined),
  imageSeconds: live(
    "image-seconds SECONDS",
    number(0),
    2,
    "how long an image or a snapshot is being made; fractions are fine",
  ),
  deleteSeconds: live(
    "delete-seconds SECONDS",
    number(0),
    0.5,
    "how long after DeleteImage an image is gone",
  ),
  latencyMs: live("latency-ms MS", number(0), 0, "added to every call"),
  rateLimit: live(
    "rate-limit CALLS",
    optional(number(1)),
    undefined,
    "calls per second before Throttling.User",
  ),
  consistencyLagMs: live(
    "consistency-lag-ms MS",
    number(0),
    0,
    "how long it takes until queries see a change",
  ),
  imageQuota: live("image-quota NUMBER", wholeNumber(0), 100_000, "custom images per region"),
  snapshotQuota: live("snapshot-quota NUMBER", wholeNumber(0), 100_000, "snapshots per disk"),
  concurrentSnapshots: live(
    "concurrent-snapshots NUMBER",
    wholeNumber(0),
    100_000,
    "snapshots of a disk that can be in progress at once; the service allows one",
  ),
  asapi: live("asapi", flag, false, "answer as the ASAPI gateway of Apsara Stack does"),
  chaos: live(
    "chaos SEED",
    optional(text("a string", /^/)),
    undefined,
    "break requests at random; the same seed breaks the same ones",
  ),
  chaosShare: live("chaos-share SHARE", number(0, 1), 0.1, "the share of all requests that --chaos breaks"),
  stateFile: startOnly(
    "state FILE",
    optional(text()),
    undefined,
    "keep the stack in this file across restarts",
  ),
  /** A request that has not arrived as a whole after this many milliseconds is refused. */
  arrivalMs: inProcessOnly(number(1), 30_000),
} as const satisfies Readonly<Record<string, Option<never> | Option<unknown>>>;

/** The names of the options, as `startLocalStack` and the admin API spell them. */
export type OptionName = keyof typeof optionTable;

/** The options in the order of the table. */
export const optionNames = Object.keys(optionTable).filter(isOptionName);

/** Whether the text names an option. */
export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(optionTable, name);
}

function startOnly<T>(usage: string, kind: OptionKind<T>, defaultValue: T, summary: string): Option<T> {
  const [flagName = "", placeholder = ""] = usage.split(" ");
  return { kind, defaultValue, flag: flagName, placeholder, summary, isLive: false };
}

function live<T>(usage: string, kind: OptionKind<T>, defaultValue: T, summary: string): Option<T> {
  return { ...startOnly(usage, kind, defaultValue, summary), isLive: true };
}

function inProcessOnly<T>(kind: OptionKind<T>, defaultValue: T): Option<T> {
  return { kind, defaultValue, flag: undefined, placeholder: "", summary: "", isLive: false };
}
