/**
 * The errors of the stack itself (those of the emulated service are in error-table.ts). The code stays the same from
 * version to version. The number is the HTTP status of the admin API's response.
 */
const localStackErrors = {
  /** An option has a value that it cannot have. */
  InvalidOption: 400,
  /** The address and port are taken, or nothing can listen there. */
  CannotListen: 500,
  /** The temporary file with the TLS certificate cannot be written. */
  CertificateNotWritable: 500,
  /** Another process owns the state file. */
  StateFileInUse: 500,
  StateFileNotReadable: 500,
  StateFileNotWritable: 500,
  /** The state file holds something that no stack of this version wrote. */
  StateFileInvalid: 500,
  /** The state file belongs to a stack of another region. */
  StateFileOfOtherRegion: 500,
  /** The body or a value in it breaks a rule of the admin API. */
  InvalidRequest: 400,
  /** The request comes from a web page. */
  OriginRefused: 403,
  /** The request names a host that is not a loopback address. */
  HostRefused: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  BodyTooLarge: 413,
  /** A request would seed more than a stack holds. */
  SeedLimitExceeded: 400,
  /** A defect of the stack. */
  InternalError: 500,
} as const;

/** The codes of LocalStackError. */
export type LocalStackErrorCode = keyof typeof localStackErrors;

/** An error of the stack itself. The message is for the person who started it or who sent the request. */
export class LocalStackError extends Error {
  readonly code: LocalStackErrorCode;

  constructor(code: LocalStackErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "LocalStackError";
    this.code = code;
  }

  /** The HTTP status of the admin API's response. */
  get status(): number {
    return localStackErrors[this.code];
  }
}
