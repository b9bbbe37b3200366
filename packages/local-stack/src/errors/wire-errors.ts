import { ApiError } from "./api-error.ts";
import type { ErrorRow } from "./row.ts";

/** Errors of HTTP and of keys that stand before any action. Source for the keys: "ECS API reference, Common errors". */
const wireErrors = {
  accessKeyInactive: [400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled."],
  securityTokenExpired: [400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired."],
  malformedHttp: [400, "MalformedHTTPRequest", "The request is not well-formed HTTP."],
  requestTimeout: [408, "RequestTimeout", "The request did not arrive in time."],
  headersTooLarge: [431, "RequestHeaderTooLarge", "The request line and headers exceed the maximum size."],
} as const satisfies Record<string, ErrorRow>;

/** Makes the error of that name. */
export function wireError(name: keyof typeof wireErrors): ApiError {
  const [status, code, message] = wireErrors[name];
  return new ApiError({ status, code, message });
}

/** HTTP status and message that belong to a code, if it is one of these. */
export function knownWireError(code: string): { status: number; message: string } | undefined {
  const row = Object.values(wireErrors).find((candidate) => candidate[1] === code);
  return row === undefined ? undefined : { status: row[0], message: row[2] };
}
