import { type Delivery, TransportFailure, type TransportFailureDetails } from "./transport-failure.ts";

/** Says in the terms of this package what an error of undici, node:net, node:tls or node:dns means. */
export function classifyFailure(error: unknown, delivery: Delivery): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const code = errorCode(error);
  const text = error instanceof Error && error.message !== "" ? error.message : "unknown reason";
  return new TransportFailure({
    delivery,
    cause: error,
    ...(proxyRefusal(text) ?? classify(error, code, text)),
  });
}

type Classification = Omit<TransportFailureDetails, "delivery" | "cause"> & { delivery?: Delivery };

/** A proxy that refuses to connect hands nothing on. */
function proxyRefusal(text: string): Classification | null {
  const found = /Proxy response \((\d+)\)|Proxy Authentication Required \((407)\)/.exec(text);
  if (!found) return null;
  const status = Number(found[1] ?? found[2]);
  return {
    kind: "network",
    delivery: "not-sent",
    reason: `the proxy refused the connection with HTTP ${status}`,
    retryable: status >= 500,
  };
}

function classify(error: unknown, code: string, text: string): Classification {
  if (isCertificateProblem(code))
    return { kind: "certificate", reason: `the TLS certificate is not trusted: ${text}` };
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT")
    return { kind: "timeout", reason: "the connection timed out", retryable: true };
  if (code === "UND_ERR_INVALID_ARG")
    return { kind: "configuration", reason: `the request cannot be sent: ${text}` };
  const name = error instanceof Error ? error.name : "";
  if (name === "HTTPParserError" || code === "UND_ERR_HEADERS_OVERFLOW")
    return { kind: "malformed-response", reason: `the response is not HTTP: ${text}` };
  if (speaksNoTls.has(code))
    return { kind: "no-tls", reason: "the other side does not speak TLS, although the URL says https://" };
  const known = code === "" || text.includes(code) ? text : `${text} (${code})`;
  return {
    kind: "network",
    reason: `the connection failed: ${known}`,
    // A name that does not exist now does not exist in a few seconds either.
    retryable: code !== "ENOTFOUND",
  };
}

const speaksNoTls = new Set(["ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_PACKET_LENGTH_TOO_LONG", "EPROTO"]);

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
