/**
 * What kind of failure an {@link EcsError} is. The codes are stable: callers may switch on them.
 *
 * - `service`: the service understood the call and refused it; `code` and `serviceMessage` say why.
 * - `throttled`: the service asked for fewer calls.
 * - `network`: no connection, or a connection that broke.
 * - `timeout`: connecting or answering took longer than allowed.
 * - `certificate`: the TLS certificate of the endpoint or proxy is not trusted.
 * - `aborted`: the caller's AbortSignal fired; `cause` is the signal's reason.
 * - `malformed-response`: something answered, but not with what the ECS API promises.
 * - `credentials`: the credentials function failed.
 * - `configuration`: an option or argument is unusable; nothing was sent.
 * - `internal`: a mistake of this package; `cause` is what was thrown.
 */
export type EcsErrorKind =
  | "service"
  | "throttled"
  | "network"
  | "timeout"
  | "certificate"
  | "aborted"
  | "malformed-response"
  | "credentials"
  | "configuration"
  | "internal";

/** Everything an {@link EcsError} is made of. Texts must be free of secrets before they get here. */
export interface EcsErrorDetails {
  readonly kind: EcsErrorKind;
  /** Why it failed, as a sentence or the end of one. */
  readonly reason: string;
  /** API action, for example `CreateImage`. */
  readonly action?: string | null;
  /** The object of the action, for example `image m-1`. */
  readonly subject?: string | null;
  /** Scheme, host and port, for failures on the way to the service. */
  readonly endpoint?: string | null;
  /** Error code of the service. */
  readonly code?: string | null;
  /** Error message of the service. */
  readonly serviceMessage?: string | null;
  readonly httpStatus?: number | null;
  readonly requestId?: string | null;
  /** Whether the same call may succeed when it is repeated. */
  readonly retryable?: boolean;
  /** Whether a changing call may have been carried out although it is reported as failed. */
  readonly ambiguous?: boolean;
  /** How often the call was sent, repetitions included. */
  readonly attempts?: number;
  /** Waiting time the service asked for, in milliseconds. */
  readonly retryAfterMs?: number | null;
  /** The failure that was being retried when the caller's signal fired. */
  readonly lastError?: EcsError | null;
  readonly cause?: unknown;
}

/** The only class of error this package throws. Its message names the action, the reason, code, status and request ID. */
export class EcsError extends Error {
  override readonly name = "EcsError";
  readonly kind: EcsErrorKind;
  readonly action: string | null;
  readonly code: string | null;
  readonly serviceMessage: string | null;
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  readonly retryable: boolean;
  readonly ambiguous: boolean;
  readonly attempts: number;
  readonly retryAfterMs: number | null;
  readonly lastError: EcsError | null;
  readonly #details: EcsErrorDetails;

  constructor(details: EcsErrorDetails) {
    super(composeMessage(details), details.cause === undefined ? {} : { cause: details.cause });
    this.#details = details;
    this.kind = details.kind;
    this.action = details.action ?? null;
    this.code = details.code ?? null;
    this.serviceMessage = details.serviceMessage ?? null;
    this.httpStatus = details.httpStatus ?? null;
    this.requestId = details.requestId ?? null;
    this.retryable = details.retryable ?? false;
    this.ambiguous = details.ambiguous ?? false;
    this.attempts = details.attempts ?? 0;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.lastError = details.lastError ?? null;
  }

  /** A copy with some details replaced; the message is composed anew. */
  with(changes: Partial<EcsErrorDetails>): EcsError {
    return new EcsError({ ...this.#details, ...changes });
  }
}

function composeMessage(details: EcsErrorDetails): string {
  const { action, subject, endpoint, code, httpStatus, requestId, attempts, lastError } = details;
  const what = action ? `${action}${subject ? ` of ${subject}` : ""} failed: ` : "";
  const facts = [
    endpoint ? `endpoint ${endpoint}` : null,
    code ? `code ${code}` : null,
    httpStatus ? `HTTP ${httpStatus}` : null,
    requestId ? `request ID ${requestId}` : null,
    attempts && attempts > 1 ? `${attempts} attempts` : null,
  ].filter((fact) => fact !== null);
  const sentences = [`${what}${details.reason}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`];
  if (lastError) sentences.push(`The attempt before had failed: ${lastError.message}`);
  if (details.ambiguous) sentences.push("The service may have done the work all the same.");
  return sentences.reduce((text, next) => `${text}${/[.!?]$/.test(text) ? "" : "."} ${next}`);
}
