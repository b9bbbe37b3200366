import type { AsyncLocalStorage } from "node:async_hooks";
import type { LogFields } from "./log-line.ts";

let storage: AsyncLocalStorage<LogFields> | undefined;

/**
 * Runs a function so that every line logged in its course, also asynchronously, carries these fields. Only for a process that writes a log:
 * from the first use on every promise costs a little more.
 */
export function withRequestFields<T>(fields: LogFields, run: () => T): T {
  const { AsyncLocalStorage } = process.getBuiltinModule("node:async_hooks");
  storage ??= new AsyncLocalStorage();
  return storage.run(fields, run);
}

/** The fields of the request in whose course this is called; none outside of one. */
export function requestFields(): LogFields | undefined {
  return storage?.getStore();
}
