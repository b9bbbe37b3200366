import type { ErrorRow } from "./row.ts";

/** Errors that every action can return: about the request, the caller and the service as a whole. */
export const gatewayErrors = {
  unsupportedHttpMethod: [405, "UnsupportedHTTPMethod", "This http method is not supported."],
  requestTooLarge: [413, "RequestEntityTooLarge", "The request body exceeds the maximum size."],
  actionNotFound: [
    404,
    "InvalidAction.NotFound",
    "Specified api is not found, please check your url and method.",
  ],
  invalidVersion: [400, "InvalidVersion", "Specified parameter Version is not valid."],
  missing: [400, "Missing%s", "%s is mandatory for this action."],
  illegalTimestamp: [
    400,
    "IllegalTimestamp",
    'The input parameter "Timestamp" that is mandatory for processing this request is not supplied.',
  ],
  accessKeyNotFound: [404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."],
  timestampFormat: [
    400,
    "InvalidTimeStamp.Format",
    "Specified time stamp or date value is not well formatted.",
  ],
  timestampExpired: [400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."],
  nonceUsed: [400, "SignatureNonceUsed", "Specified signature nonce was used already."],
  signatureDoesNotMatch: [
    400,
    "SignatureDoesNotMatch",
    "Specified signature is not matched with our calculation. server string to sign is:%s",
  ],
  incompleteSignature: [
    400,
    "IncompleteSignature",
    "The request signature does not conform to Aliyun standards. server string to sign is:%s",
  ],
  accessKeyInactive: [400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled."],
  securityTokenExpired: [400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired."],
  malformedHttp: [400, "MalformedHTTPRequest", "The request is not well-formed HTTP."],
  requestTimeout: [408, "RequestTimeout", "The request did not arrive in time."],
  headersTooLarge: [431, "RequestHeaderTooLarge", "The request line and headers exceed the maximum size."],
  originRefused: [
    403,
    "Forbidden.Origin",
    "The local stack refuses requests from web pages, which browsers mark with Origin or Sec-Fetch-Site.",
  ],
  hostRefused: [
    403,
    "Forbidden.Host",
    "The local stack refuses requests whose Host is not a loopback address, unless it was started with --allow-remote.",
  ],
  securityTokenMalformed: [400, "InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed."],
  securityTokenMismatch: [
    400,
    "InvalidSecurityToken.MismatchWithAccessKey",
    "Specified SecurityToken mismatch with the AccessKey.",
  ],
  throttlingUser: [400, "Throttling.User", "Request was denied due to user flow control."],
  invalidParameter: [400, "InvalidParameter", "The specified parameter %s is not valid."],
  dryRun: [400, "DryRunOperation", "Request validation has been passed with DryRun flag set."],
  internalError: [
    500,
    "InternalError",
    "The request processing has failed due to some unknown error, exception or failure.",
  ],
  serviceUnavailable: [
    503,
    "ServiceUnavailable",
    "The request has failed due to a temporary failure of the server.",
  ],
} as const satisfies Record<string, ErrorRow>;
