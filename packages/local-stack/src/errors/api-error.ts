import { type ErrorName, errorTable } from "./error-table.ts";

/** An error of the emulated service: HTTP status, code and message, as clients match on them. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  /** Its row in the table of errors; undefined for an error that a fault rule made up. */
  readonly errorName: ErrorName | undefined;
  /** How long a throttled client should wait, sent as `x-acs-retry-after`. */
  readonly retryAfterMs: number | undefined;

  constructor(row: {
    status: number;
    code: string;
    message: string;
    errorName?: ErrorName;
    retryAfterMs?: number;
  }) {
    super(row.message);
    this.name = "ApiError";
    this.code = row.code;
    this.status = row.status;
    this.errorName = row.errorName;
    this.retryAfterMs = row.retryAfterMs;
  }
}

/** Makes the error of that name. Each `%s` of the code and of the message is replaced by the next text of `fill`. */
export function apiError(name: ErrorName, ...fill: readonly string[]): ApiError {
  const [status, code, message] = errorTable[name];
  const replaced = (text: string) => {
    const rest = [...fill];
    return text.replaceAll("%s", () => rest.shift() ?? "");
  };
  return new ApiError({ status, code: replaced(code), message: replaced(message), errorName: name });
}

/** Makes the error for a throttled caller. `retryAfterMs` goes into the header `x-acs-retry-after`. */
export function throttled(retryAfterMs: number): ApiError {
  const [status, code, message] = errorTable.throttlingUser;
  return new ApiError({ status, code, message, errorName: "throttlingUser", retryAfterMs });
}

/**
 * HTTP status and message of every row that the table of errors has for a code; none for a code that it does not
 * have.
 */
export function knownError(code: string): readonly { status: number; message: string }[] {
  return Object.values(errorTable)
    .filter((row) => row[1] === code)
    .map((row) => ({ status: row[0], message: row[2].replaceAll("%s", "") }));
}
