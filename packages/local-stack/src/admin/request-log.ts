import type { RequestParameters } from "../wire/parameters.ts";

/** What is remembered of one call to the API. */
export interface LoggedRequest {
  readonly action: string | null;
  /**
   * Without anything that identifies or authorises the caller; what is very long is cut. Empty for calls that are long
   * past, when later ones had very many.
   */
  readonly parameters: Readonly<Record<string, string>>;
  readonly method: string;
  /** Null when the connection was cut without an answer. */
  readonly status: number | null;
  readonly errorCode: string | null;
  /** From the arrival of the request to its end. */
  readonly milliseconds: number;
  /** ISO 8601, real time. */
  readonly startedAt: string;
  /** The fault that a rule or chaos put into it. */
  readonly fault: string | null;
}

const SECRET = /password|secret|securitytoken|userdata|accesskey|privatekey|^signature(nonce)?$/i;

const MAX_REQUESTS = 20_000;
/** In all of them together, names and values. */
const MAX_CHARACTERS = 4 * 1024 * 1024;
/** In one call. The largest that actions know is a list of 100 IDs. */
const MAX_PARAMETERS = 500;
const MAX_NAME = 128;
const MAX_VALUE = 4096;

/** The latest calls to the API, oldest first. Takes no more memory however many calls come, and whatever is in them. */
export class RequestLog {
  #requests: LoggedRequest[] = [];
  /** Those before it have no parameters any more. */
  #firstWhole = 0;
  #characters = 0;

  /** Appends a call; the oldest go when there are too many, their parameters when those take too much. */
  add(request: LoggedRequest): void {
    this.#requests.push(request);
    this.#characters += charactersOf(request);
    while (this.#characters > MAX_CHARACTERS) {
      const oldest = this.#requests[this.#firstWhole];
      if (oldest === undefined) break;
      this.#characters -= charactersOf(oldest);
      this.#requests[this.#firstWhole] = { ...oldest, parameters: {} };
      this.#firstWhole += 1;
    }
    if (this.#requests.length < 2 * MAX_REQUESTS) return;
    for (const gone of this.#requests.slice(0, -MAX_REQUESTS)) this.#characters -= charactersOf(gone);
    this.#requests = this.#requests.slice(-MAX_REQUESTS);
    this.#firstWhole = Math.max(0, this.#firstWhole - MAX_REQUESTS);
  }

  /** The calls that are remembered. */
  list(): readonly LoggedRequest[] {
    return this.#requests.slice(-MAX_REQUESTS);
  }

  /** Forgets all calls. */
  clear(): void {
    this.#requests = [];
    this.#firstWhole = 0;
    this.#characters = 0;
  }
}

/** The parameters as they may be shown and remembered. */
export function publicParameters(parameters: RequestParameters): Record<string, string> {
  const shown: [string, string][] = [];
  for (const [name, value] of parameters.entries()) {
    if (shown.length === MAX_PARAMETERS) break;
    if (!SECRET.test(name)) shown.push([cut(name, MAX_NAME), cut(value, MAX_VALUE)]);
  }
  return Object.fromEntries(shown);
}

/** The name of an action as it may be shown and remembered: whatever a client sends for one, it stays one short word. */
export function publicAction(action: string | undefined): string | null {
  return action === undefined ? null : cut(action.replace(/[^\w.-]/g, "?"), MAX_NAME);
}

/** One line that tells what came of a call. */
export function logLine(request: LoggedRequest): string {
  const outcome = [request.status ?? "no answer", request.errorCode, request.fault && `(${request.fault})`];
  const parts = [request.startedAt, request.action ?? "-", ...outcome, `${request.milliseconds} ms`];
  return parts.filter((part) => part !== null).join(" ");
}

function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  // The copy keeps the long text from staying in memory as long as the short one.
  return Buffer.from(`${text.slice(0, maxLength - 3)}...`).toString();
}

function charactersOf({ parameters }: LoggedRequest): number {
  return Object.entries(parameters).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
}
