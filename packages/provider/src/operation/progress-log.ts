import { logger } from "terraform-plugin";

/** Without news, a wait says that it goes on after this time. */
const REMINDER_MS = 30_000;

/** What a wait logs: fields of the line, in order. */
export type ProgressFields = Readonly<Record<string, string | number | null>>;

/**
 * Logs the progress of a wait: at INFO when something changed but for its percentage and every 30 s, and every attempt at DEBUG. `now` is
 * a clock that only goes forward, in milliseconds.
 */
export function progressLog(
  module: string,
  message: string,
  now: () => number = () => performance.now(),
): (status: string | null, fields: ProgressFields) => void {
  const log = logger(module);
  const startMs = now();
  let last: { readonly status: string | null; readonly atMs: number } | undefined;
  return (status, fields) => {
    const atMs = now();
    const isNews = !last || last.status !== status || atMs - last.atMs >= REMINDER_MS;
    if (isNews) last = { status, atMs };
    log[isNews ? "info" : "debug"](message, {
      ...fields,
      status,
      waited_seconds: Math.round((atMs - startMs) / 1000),
    });
  };
}
