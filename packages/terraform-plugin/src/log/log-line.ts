import type { Redact } from "../text/redaction.ts";
import { safeText } from "../text/safe-text.ts";
import type { LogLevel } from "./log-level.ts";

/** What a line says besides its message. Values may be anything: errors, big integers and bytes become readable text. */
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

/** How deep and how far the fields of one line are followed; a logged socket or client would drag half the heap along. */
const MAX_DEPTH = 6;
const MAX_VALUES = 1000;

/**
 * Returns an entry as the JSON line that a host understands, with its line break, at most 64 KiB. Every text in it is a {@link safeText};
 * `redactMore` masks what is secret only here.
 * Source: go-plugin, log entries: the values of `@level`, `@message` and `@timestamp` must be strings, and the timestamp
 * must have exactly six fraction digits.
 */
export function logLine(entry: LogEntry, redactMore?: Redact): string {
  const safe = (text: string) => safeText(text, redactMore);
  const head = {
    "@level": entry.level,
    "@message": safe(entry.message),
    "@module": entry.module,
    "@timestamp": entry.time.toISOString().replace("Z", "000Z"),
  };
  const whole = toLine(head, readable(entry.fields, safe, Number.POSITIVE_INFINITY));
  if (whole !== undefined) return whole;
  const shortHead = {
    ...head,
    "@message": shorten(head["@message"], SHORTENED_MESSAGE_LENGTH),
    truncated: true,
  };
  for (const length of SHORTENED_TEXT_LENGTHS) {
    const line = toLine(shortHead, readable(entry.fields, safe, length));
    if (line !== undefined) return line;
  }
  return toLine(shortHead, {}) ?? "";
}

function toLine(head: object, fields: unknown): string | undefined {
  const line = `${JSON.stringify(Object.assign({}, fields, head))}\n`;
  return Buffer.byteLength(line) <= MAX_LINE_BYTES ? line : undefined;
}

/** Turns a value into plain JSON data with safe texts. Never throws and never runs long, whatever it is given. */
function readable(value: unknown, safe: (text: string) => string, maxLength: number): unknown {
  return new Reader(safe, maxLength).read(value, 0);
}

class Reader {
  readonly #safe: (text: string) => string;
  readonly #maxLength: number;
  #remainingValues = MAX_VALUES;

  constructor(safe: (text: string) => string, maxLength: number) {
    this.#safe = safe;
    this.#maxLength = maxLength;
  }

  read(value: unknown, depth: number): unknown {
    if (this.#remainingValues-- <= 0) return "…";
    switch (typeof value) {
      case "number":
        return Number.isFinite(value) ? value : String(value);
      case "boolean":
      case "undefined":
        return value;
      case "object":
        return value === null ? null : this.#readObject(value, depth);
      default:
        return this.#readText(String(value));
    }
  }

  #readText(text: string): string {
    return shorten(this.#safe(text), this.#maxLength);
  }

  #readObject(value: object, depth: number): unknown {
    try {
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? "invalid date" : value.toISOString();
      if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
      if (depth >= MAX_DEPTH) return "…";
      if (Array.isArray(value) || value instanceof Set) return this.#readItems(value, depth);
      if (value instanceof Map) return this.#readEntries(value, depth);
      if (value instanceof Error) return this.#readEntries(errorEntries(value), depth);
      return this.#readEntries(Object.entries(value), depth);
    } catch (error) {
      // A getter or a proxy may throw.
      return this.#readText(`unreadable: ${error}`);
    }
  }

  #readItems(items: Iterable<unknown>, depth: number): unknown[] {
    const read: unknown[] = [];
    for (const item of items) {
      read.push(this.read(item, depth + 1));
      if (this.#remainingValues <= 0) break;
    }
    return read;
  }

  #readEntries(entries: Iterable<[unknown, unknown]>, depth: number): object {
    const read: [string, unknown][] = [];
    for (const [key, item] of entries) {
      read.push([this.#readText(String(key)), this.read(item, depth + 1)]);
      if (this.#remainingValues <= 0) break;
    }
    return Object.fromEntries(read);
  }
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
