import type { EcsErrorKind } from "../errors/ecs-error.ts";

/** What went wrong between the first byte sent and the last byte received. */
export interface TransportFailureDetails {
  readonly kind: EcsErrorKind;
  /** Whether the service may have seen the request. */
  readonly sent: boolean;
  readonly reason: string;
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** No HTTP answer was received. Internal: callers of the client see an EcsError. */
export class TransportFailure extends Error {
  override readonly name = "TransportFailure";
  readonly details: TransportFailureDetails;

  constructor(details: TransportFailureDetails) {
    super(details.reason, { cause: details.cause });
    this.details = details;
  }
}

/** Says in the terms of this package what an error of undici, node:net, node:tls or node:dns means. */
export function classifyFailure(error: unknown, sent: boolean): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const code = errorCode(error);
  const text = error instanceof Error && error.message !== "" ? error.message : "unknown reason";
  const failure = (details: Omit<TransportFailureDetails, "sent" | "cause">) =>
    new TransportFailure({ sent, cause: error, ...details });

  const proxyStatus = /Proxy response \((\d+)\)|Proxy Authentication Required \((407)\)/.exec(text);
  if (proxyStatus) {
    const status = Number(proxyStatus[1] ?? proxyStatus[2]);
    const reason = `the proxy refused the connection with HTTP ${status}`;
    return new TransportFailure({
      kind: "network",
      sent: false,
      reason,
      retryable: status >= 500,
      cause: error,
    });
  }
  if (isCertificateProblem(code)) {
    return failure({ kind: "certificate", reason: `the TLS certificate is not trusted: ${text}` });
  }
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") {
    return failure({ kind: "timeout", reason: "the connection timed out", retryable: true });
  }
  if (code === "UND_ERR_INVALID_ARG") {
    return failure({ kind: "configuration", reason: `the request cannot be sent: ${text}` });
  }
  const name = error instanceof Error ? error.name : "";
  if (name === "HTTPParserError" || code === "UND_ERR_HEADERS_OVERFLOW") {
    return failure({ kind: "malformed-response", reason: `the answer is not HTTP: ${text}` });
  }
  if (
    code === "ERR_SSL_WRONG_VERSION_NUMBER" ||
    code === "ERR_SSL_PACKET_LENGTH_TOO_LONG" ||
    code === "EPROTO"
  ) {
    return failure({ kind: "network", reason: "the other side does not speak TLS; is the protocol HTTPS?" });
  }
  const known = code === "" || text.includes(code) ? text : `${text} (${code})`;
  return failure({
    kind: "network",
    reason: `the connection failed: ${known}`,
    retryable: code !== "ENOTFOUND",
  });
}

/** The code nearest to the origin of the trouble: some wrappers hide the real one in their cause. */
function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const inner = errorCode(error.cause);
  if (inner !== "") return inner;
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

function isCertificateProblem(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY|DECODE)|HOSTNAME_MISMATCH|INVALID_CA/.test(code);
}
