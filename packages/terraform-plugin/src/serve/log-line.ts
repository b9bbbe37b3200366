import type { LogLevel } from "./log-level.ts";
import { mask } from "./mask.ts";

/** What a line says besides its message. Values may be anything; errors, big integers and bytes are written readably. */
export type LogFields = Readonly<Record<string, unknown>>;

/** One entry of the log. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly module: string;
  readonly message: string;
  readonly fields: LogFields;
  readonly time: Date;
}

/** The host reads lines of up to 64 KiB including the line break; what is longer loses its level and fields. */
const MAX_LINE_BYTES = 64 * 1024 - 1;

/** How long one text may be in a line that would be too long otherwise, and in one that still is, in characters. */
const SHORTENED_TEXT_LENGTHS = [4096, 256] as const;

/** JSON writes a character as six at most, UTF-8 as three. */
const SHORTENED_MESSAGE_LENGTH = 10_000;

const MAX_DEPTH = 6;

/**
 * Writes an entry as the JSON line a host understands, with line break, secrets masked, at most 64 KiB.
 * Source: go-plugin, log entries: the values of `@level`, `@message` and `@timestamp` must be strings, and the timestamp
 * must have exactly six fraction digits.
 */
export function logLine(entry: LogEntry): string {
  const head = {
    "@level": entry.level,
    "@message": mask(entry.message),
    "@module": entry.module,
    "@timestamp": entry.time.toISOString().replace("Z", "000Z"),
  };
  const whole = toLine(head, readable(entry.fields, Number.POSITIVE_INFINITY));
  if (whole !== undefined) return whole;
  const shortHead = {
    ...head,
    "@message": shorten(head["@message"], SHORTENED_MESSAGE_LENGTH),
    truncated: true,
  };
  for (const length of SHORTENED_TEXT_LENGTHS) {
    const line = toLine(shortHead, readable(entry.fields, length));
    if (line !== undefined) return line;
  }
  return toLine(shortHead, {}) ?? "";
}

function toLine(head: object, fields: unknown): string | undefined {
  const line = `${JSON.stringify(Object.assign({}, fields, head))}\n`;
  return Buffer.byteLength(line) <= MAX_LINE_BYTES ? line : undefined;
}

/** Turns a value into plain JSON data with masked texts; never throws, whatever it is given. */
function readable(value: unknown, maxLength: number, depth = 0): unknown {
  switch (typeof value) {
    case "string":
      return shorten(mask(value), maxLength);
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "boolean":
      return value;
    case "undefined":
      return undefined;
    case "object":
      return value === null ? null : readableObject(value, maxLength, depth);
    default:
      return shorten(mask(String(value)), maxLength);
  }
}

function readableObject(value: object, maxLength: number, depth: number): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "invalid date" : value.toISOString();
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (depth >= MAX_DEPTH) return "…";
  const inner = (item: unknown) => readable(item, maxLength, depth + 1);
  try {
    if (Array.isArray(value)) return value.map(inner);
    if (value instanceof Map) return readableEntries([...value], inner);
    if (value instanceof Set) return [...value].map(inner);
    if (value instanceof Error) return readableEntries(errorEntries(value), inner);
    return readableEntries(Object.entries(value), inner);
  } catch (error) {
    // A getter or a proxy may throw.
    return `unreadable: ${mask(String(error))}`;
  }
}

function readableEntries(entries: Iterable<[unknown, unknown]>, inner: (item: unknown) => unknown): object {
  return Object.fromEntries([...entries].map(([key, item]) => [mask(String(key)), inner(item)]));
}

function errorEntries(error: Error): [string, unknown][] {
  const entries: [string, unknown][] = [
    ["name", error.name],
    ["message", error.message],
    ["stack", error.stack],
  ];
  if (error.cause !== undefined) entries.push(["cause", error.cause]);
  return [...entries, ...Object.entries(error)];
}

function shorten(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}…`;
}
