const UNITS_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

const WHOLE = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** Go counts nanoseconds in 64 bits with a sign: about 292 years. */
const LIMIT_MS = 2 ** 63 / 1e6;

/**
 * Milliseconds of a duration as Go writes it (time.ParseDuration): `1h30m`, `1.5h`, `300ms`, `0`; undefined when the text is none.
 */
export function parseDurationMs(text: string): number | undefined {
  if (!WHOLE.test(text)) return undefined;
  let milliseconds = 0;
  for (const [, amount, unit] of text.matchAll(PART)) {
    milliseconds += Number(amount) * (UNITS_MS[unit ?? ""] ?? Number.NaN);
  }
  if (milliseconds >= LIMIT_MS) return undefined;
  return text.startsWith("-") ? 0 - milliseconds : milliseconds;
}

/** A duration for people, to a tenth of a second: `10m`, `1h30m`, `2.5s`; below one second `300ms`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)}ms`;
  const tenths = Math.round(milliseconds / 100);
  const hours = Math.floor(tenths / 36_000);
  const minutes = Math.floor((tenths % 36_000) / 600);
  const seconds = (tenths % 600) / 10;
  return `${hours ? `${hours}h` : ""}${minutes ? `${minutes}m` : ""}${seconds ? `${seconds}s` : ""}`;
}
