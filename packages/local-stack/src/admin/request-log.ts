import type { RequestParameters } from "../wire/parameters.ts";

/** One call to the API. */
export interface LoggedRequest {
  readonly action: string | null;
  /**
   * Without anything that identifies or authorises the caller; long values are cut. Empty for old calls when the
   * parameters of later ones fill the log.
   */
  readonly parameters: Readonly<Record<string, string>>;
  readonly method: string;
  /** Null when the connection was cut without a response. */
  readonly status: number | null;
  readonly errorCode: string | null;
  /** From the arrival of the request to its end. */
  readonly milliseconds: number;
  /** ISO 8601, real time. */
  readonly startedAt: string;
  /** The fault that broke it, of a rule or of chaos. */
  readonly fault: string | null;
}

const SECRET = /password|secret|securitytoken|userdata|accesskey|privatekey|^signature(nonce)?$/i;

const MAX_REQUESTS = 20_000;
/** The names and values of all calls together. */
const MAX_CHARACTERS = 4 * 1024 * 1024;
/** Per call. The longest list of an action has 100 IDs. */
const MAX_PARAMETERS = 500;
const MAX_NAME = 128;
const MAX_VALUE = 4096;

/** The latest calls to the API, oldest first, in bounded memory. */
export class RequestLog {
  #requests: LoggedRequest[] = [];
  /** Calls before this index have lost their parameters. */
  #firstWhole = 0;
  #characters = 0;

  /**
   * Appends a call. Drops the oldest calls when there are too many, and their parameters when those take too much
   * memory.
   */
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

  /** The calls in the log. */
  list(): readonly LoggedRequest[] {
    return this.#requests.slice(-MAX_REQUESTS);
  }

  /** Empties the log. */
  clear(): void {
    this.#requests = [];
    this.#firstWhole = 0;
    this.#characters = 0;
  }
}

/** The parameters without secrets, in bounded length. */
export function publicParameters(parameters: RequestParameters): Record<string, string> {
  const shown: [string, string][] = [];
  for (const [name, value] of parameters.entries()) {
    if (shown.length === MAX_PARAMETERS) break;
    if (!SECRET.test(name)) shown.push([cut(name, MAX_NAME), cut(value, MAX_VALUE)]);
  }
  return Object.fromEntries(shown);
}

/** The name of an action as one short word, whatever the client sent. */
export function publicAction(action: string | undefined): string | null {
  return action === undefined ? null : cut(action.replace(/[^\w.-]/g, "?"), MAX_NAME);
}

/** The log line of a call. */
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
