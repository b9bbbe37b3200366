/**
 * The status codes a gRPC call can end with.
 * Source: gRPC, "Status codes and their use in gRPC".
 */
export const GrpcStatusCode = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;

export type GrpcStatusCode = (typeof GrpcStatusCode)[keyof typeof GrpcStatusCode];

/** How a call ended: a code and a text for the caller, empty with OK. */
export interface GrpcStatus {
  readonly code: GrpcStatusCode;
  readonly message: string;
}

/**
 * An error that ends a call with a status of its own. A handler throws it to choose the code; everything else
 * a handler throws reaches the caller as INTERNAL.
 */
export class GrpcError extends Error implements GrpcStatus {
  override readonly name = "GrpcError";
  readonly code: GrpcStatusCode;

  constructor(code: GrpcStatusCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The longest `grpc-message` sent, in bytes as encoded: header blocks past 64 KiB are refused by HTTP/2 stacks. */
const MAX_ENCODED_MESSAGE_BYTES = 16 * 1024;

/**
 * Writes a status text as the value of a `grpc-message` header: UTF-8, everything but printable ASCII and every
 * `%` as `%XX`. A longer text is cut between two characters.
 * Source: gRPC over HTTP2, "Percent-Encoded".
 */
export function encodeStatusMessage(message: string): string {
  let encoded = "";
  for (const character of message) {
    const plain = character >= " " && character <= "~" && character !== "%";
    const piece = plain ? character : percentEncode(character);
    if (encoded.length + piece.length > MAX_ENCODED_MESSAGE_BYTES) break;
    encoded += piece;
  }
  return encoded;
}

function percentEncode(character: string): string {
  let encoded = "";
  for (const byte of Buffer.from(character, "utf8")) {
    encoded += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return encoded;
}
