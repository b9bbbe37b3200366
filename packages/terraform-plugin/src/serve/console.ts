import { type LogLevel, logger } from "../log/logger.ts";

/** The methods of `console` that write, and the level each is logged with. */
const LEVEL_OF_METHOD = {
  log: "info",
  info: "info",
  dir: "info",
  dirxml: "info",
  table: "info",
  group: "info",
  groupCollapsed: "info",
  count: "info",
  timeEnd: "info",
  timeLog: "info",
  debug: "debug",
  trace: "debug",
  warn: "warn",
  error: "error",
  assert: "error",
} as const satisfies Partial<Record<keyof Console, LogLevel>>;

/**
 * Sends everything that this process, or a library in it, prints with `console` or to `process.stdout` to the log.
 * Standard output belongs to the host once the handshake line is out: it stops reading at a line over 64 KiB, and a plugin
 * that goes on writing hangs.
 */
export function redirectConsole(): void {
  const log = logger("console");
  for (const [method, level] of Object.entries(LEVEL_OF_METHOD)) {
    Object.defineProperty(console, method, {
      configurable: true,
      writable: true,
      value: (...values: unknown[]) => {
        if (method === "assert" && values.shift()) return;
        if (log.isEnabled(level)) log[level](format(values));
      },
    });
  }
  redirectStdout((text) => log.info(text));
}

/** Replaced as a whole and without touching the original, which Node creates on first use. */
function redirectStdout(log: (text: string) => void): void {
  let replacement: NodeJS.WritableStream | undefined;
  Object.defineProperty(process, "stdout", {
    configurable: true,
    enumerable: true,
    get: () => {
      replacement ??= createLogStream(log);
      return replacement;
    },
  });
}

function createLogStream(log: (text: string) => void): NodeJS.WritableStream {
  const { Writable } = process.getBuiltinModule("node:stream");
  return new Writable({
    decodeStrings: false,
    write: (chunk: unknown, _encoding, done) => {
      log(String(chunk).trimEnd());
      done();
    },
  });
}

function format(values: readonly unknown[]): string {
  return process.getBuiltinModule("node:util").format(...values);
}
