import type { AsyncLocalStorage } from "node:async_hooks";
import { type Redact, redactor } from "../text/redaction.ts";
import type { LogFields } from "./log-line.ts";

/** What lines that are logged in the course of one request have in common. */
export interface RequestContext {
  /** Every line carries them. */
  readonly fields: LogFields;
  /** Masks the values that are hidden in this request, see {@link hideInRequest}. */
  readonly redact: Redact;
}

let storage: AsyncLocalStorage<HidingContext> | undefined;

/**
 * Runs a function in the context of a request, which lasts for everything that it starts. Only for a process that writes a log: from the
 * first use on every promise costs a little more.
 */
export function inRequest<T>(fields: LogFields, run: () => T): T {
  const { AsyncLocalStorage } = process.getBuiltinModule("node:async_hooks");
  storage ??= new AsyncLocalStorage();
  return storage.run(new HidingContext(fields), run);
}

/** The context of the request in whose course this is called; undefined outside of one, and while no log is written. */
export function requestContext(): RequestContext | undefined {
  return storage?.getStore();
}

/** Masks values in every line that the request in whose course this is called logs from now on. `values` gives them when there is one. */
export function hideInRequest(values: () => Iterable<string>): void {
  storage?.getStore()?.hide(values);
}

class HidingContext implements RequestContext {
  readonly fields: LogFields;
  readonly #hidden: (() => Iterable<string>)[] = [];
  #redact: Redact | undefined;

  constructor(fields: LogFields) {
    this.fields = fields;
  }

  hide(values: () => Iterable<string>): void {
    this.#hidden.push(values);
    this.#redact = undefined;
  }

  get redact(): Redact {
    this.#redact ??= redactor(this.#hidden.flatMap((values) => [...values()]));
    return this.#redact;
  }
}
