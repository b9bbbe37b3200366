import type { EcsErrorKind } from "../errors/error-kinds.ts";

/**
 * How far a request got before it failed. `not-sent`: the service has not seen it. `sent`: the service may have seen it, and its response
 * did not arrive as a whole. `responded`: the service responded, but the response cannot be used.
 */
export type Delivery = "not-sent" | "sent" | "responded";

/** Why no usable response was received. */
export interface TransportFailureDetails {
  readonly kind: EcsErrorKind;
  readonly delivery: Delivery;
  readonly reason: string;
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** No usable response was received. Internal: callers of the client see an EcsError. */
export class TransportFailure extends Error {
  override readonly name = "TransportFailure";
  readonly details: TransportFailureDetails;

  constructor(details: TransportFailureDetails) {
    super(details.reason, { cause: details.cause });
    this.details = details;
  }
}
