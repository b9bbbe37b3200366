import type { EcsErrorKind } from "./error-kinds.ts";

/** Everything an {@link EcsError} is made of. Texts must be free of secrets and control characters before they get here. */
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
  /** See {@link EcsError.ambiguous}. */
  readonly ambiguous?: boolean;
  /** See {@link EcsError.mayHaveTakenEffect}. Default: as `ambiguous`. */
  readonly mayHaveTakenEffect?: boolean;
  /** How often the call was attempted. */
  readonly attempts?: number;
  /** How long the service wants the caller to wait, in milliseconds. */
  readonly retryAfterMs?: number | null;
  /** See {@link EcsError.clockSkewMs}. */
  readonly clockSkewMs?: number | null;
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
  /**
   * Whether a request of a call that changes something was sent and got no response, so that nobody knows what became of it. It stays true
   * when a later attempt got a response.
   */
  readonly ambiguous: boolean;
  /**
   * Whether a call that changes something may have taken effect although it failed: it is ambiguous, or the service responded with what
   * leaves that open, such as a 5xx. Then a create must be repeated with its client token before its object counts as not created.
   */
  readonly mayHaveTakenEffect: boolean;
  readonly attempts: number;
  readonly retryAfterMs: number | null;
  /**
   * How far this machine's clock is ahead of the clock of the service (behind: negative), in milliseconds and to the second. Only where the
   * service refused the time stamp of a request; null also where its response has no date.
   */
  readonly clockSkewMs: number | null;
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
    this.mayHaveTakenEffect = mayHaveTakenEffect(details);
    this.attempts = details.attempts ?? 0;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.clockSkewMs = details.clockSkewMs ?? null;
    this.lastError = details.lastError ?? null;
  }

  /** A copy with some details replaced, and the message that belongs to them. */
  with(changes: Partial<EcsErrorDetails>): EcsError {
    return new EcsError({ ...this.#details, ...changes });
  }
}

function mayHaveTakenEffect({ ambiguous, mayHaveTakenEffect }: EcsErrorDetails): boolean {
  return (mayHaveTakenEffect ?? false) || (ambiguous ?? false);
}

function composeMessage(details: EcsErrorDetails): string {
  const { action, subject, endpoint, code, httpStatus, requestId, attempts, clockSkewMs, lastError } =
    details;
  const what = action ? `${action}${subject ? ` of ${subject}` : ""} failed: ` : "";
  const facts = [
    endpoint ? `endpoint ${endpoint}` : null,
    code ? `code ${code}` : null,
    httpStatus ? `HTTP ${httpStatus}` : null,
    requestId ? `request ID ${requestId}` : null,
    attempts && attempts > 1 ? `${attempts} attempts` : null,
  ].filter((fact) => fact !== null);
  const sentences = [`${what}${details.reason}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`];
  if (typeof clockSkewMs === "number") sentences.push(describeClockSkew(clockSkewMs));
  if (lastError) sentences.push(`The attempt before had failed: ${lastError.message}`);
  const doubt = doubtOf(details);
  if (doubt && !lastError?.message.includes(doubt)) sentences.push(doubt);
  return sentences.reduce((text, next) => `${text}${/[.!?]$/.test(text) ? "" : "."} ${next}`);
}

/** What the user must know of a change that may have been made although its call failed. */
function doubtOf(details: EcsErrorDetails): string | null {
  if (details.ambiguous) return "A request got no response, so the service may have done the work anyway.";
  return mayHaveTakenEffect(details) ? "The service may have done the work anyway." : null;
}

function describeClockSkew(skewMs: number): string {
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor((seconds % 3600) / 60), "min"],
    [seconds % 60, "s"],
  ].filter(([count]) => count !== 0);
  if (parts.length === 0) return "The clock of this machine agrees with the clock of the service.";
  const difference = parts.map(([count, unit]) => `${count} ${unit}`).join(" ");
  return `The clock of this machine is ${difference} ${skewMs > 0 ? "ahead of" : "behind"} the clock of the service: synchronize the two.`;
}
