import type { RequestParameters } from "./wire/parameters.ts";

/** What is remembered of one call to the API. */
export interface LoggedRequest {
  readonly action: string | null;
  /** Without anything that identifies or authorises the caller. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly method: string;
  /** Null when the connection was cut without an answer. */
  readonly status: number | null;
  readonly errorCode: string | null;
  /** From the arrival of the request to its end. */
  readonly milliseconds: number;
  /** ISO 8601, real time. */
  readonly startedAt: string;
  /** The fault that a rule put into it. */
  readonly fault: string | null;
}

const SECRETS = new Set([
  "Signature",
  "SignatureNonce",
  "AccessKeyId",
  "SecurityToken",
  "Password",
  "UserData",
]);

const MAX_REQUESTS = 20_000;

/** The latest calls to the API, oldest first. */
export class RequestLog {
  #requests: LoggedRequest[] = [];

  /** Appends a call; the oldest go when there are too many. */
  add(request: LoggedRequest): void {
    this.#requests.push(request);
    if (this.#requests.length >= 2 * MAX_REQUESTS) this.#requests = this.#requests.slice(-MAX_REQUESTS);
  }

  /** The calls that are remembered. */
  list(): readonly LoggedRequest[] {
    return this.#requests.slice(-MAX_REQUESTS);
  }

  /** Forgets all calls. */
  clear(): void {
    this.#requests = [];
  }
}

/** The parameters as they may be shown. */
export function publicParameters(parameters: RequestParameters): Record<string, string> {
  return Object.fromEntries([...parameters.entries()].filter(([name]) => !SECRETS.has(name)));
}

/** One line that tells what came of a call. */
export function logLine(request: LoggedRequest): string {
  const outcome = [request.status ?? "no answer", request.errorCode, request.fault && `(${request.fault})`];
  const parts = [request.startedAt, request.action ?? "-", ...outcome, `${request.milliseconds} ms`];
  return parts.filter((part) => part !== null).join(" ");
}
