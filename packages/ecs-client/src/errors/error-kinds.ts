/** The kinds of failure and what they mean. The names are stable: callers may switch on them, and the README lists them. */
export const ecsErrorKinds = {
  service: "the service understood the call and refused it; `code` and `serviceMessage` say why",
  throttled: "the service asked for fewer calls",
  network: "there was no connection, or it broke",
  timeout: "connecting or responding took longer than allowed",
  certificate: "the TLS certificate of the endpoint or proxy is not trusted",
  "no-tls": "an `https://` endpoint or proxy does not speak TLS",
  aborted: "the caller's signal fired; `cause` is its reason, `lastError` the failure that was being retried",
  "malformed-response": "something responded, but not with what the ECS API promises",
  credentials: "the credentials function failed, or gave empty credentials",
  configuration: "an option or argument is unusable; nothing was sent",
  internal: "a defect of this package; `cause` is what was thrown",
} as const;

/** What kind of failure an EcsError is. */
export type EcsErrorKind = keyof typeof ecsErrorKinds;
