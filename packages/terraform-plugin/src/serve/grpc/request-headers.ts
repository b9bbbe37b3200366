import type { IncomingHttpHeaders } from "node:http2";
import { GrpcError, GrpcStatusCode } from "./status.ts";

/** What the headers of a call say, checked. */
export interface CallHeaders {
  readonly path: string;
  /** How long the caller waits, in milliseconds; undefined when it set no limit. */
  readonly timeoutMs: number | undefined;
}

/** A request that is no gRPC call: the response is a plain HTTP status. */
export interface NotGrpc {
  readonly httpStatus: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads the request headers of a call. Returns the HTTP status for a request that is not gRPC: 405 for another verb than
 * POST, 415 for another content type than protobuf. Throws a GrpcError for a call that cannot be served.
 * Source: gRPC over HTTP2, "Requests".
 */
export function readCallHeaders(headers: IncomingHttpHeaders): CallHeaders | NotGrpc {
  if (headers[":method"] !== "POST") return { httpStatus: 405, headers: { allow: "POST" } };
  if (!isGrpcContentType(headers["content-type"])) {
    return { httpStatus: 415, headers: { "accept-post": "application/grpc" } };
  }
  const encoding = headers["grpc-encoding"] ?? "identity";
  if (encoding !== "identity") {
    throw new GrpcError(
      GrpcStatusCode.UNIMPLEMENTED,
      `the message encoding ${String(encoding)} is not supported, send identity`,
    );
  }
  return { path: headers[":path"] ?? "", timeoutMs: parseTimeoutMs(headers["grpc-timeout"]) };
}

function isGrpcContentType(contentType: string | undefined): boolean {
  const [type = ""] = (contentType ?? "").split(";", 1);
  return ["application/grpc", "application/grpc+proto"].includes(type.trim().toLowerCase());
}

const MILLISECONDS_OF_UNIT: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1000,
  m: 1,
  u: 1e-3,
  n: 1e-6,
};

/** Parses a `grpc-timeout`: at most eight digits and a unit. Throws INTERNAL for anything else, as grpc-go does. */
function parseTimeoutMs(value: string | string[] | undefined): number | undefined {
  if (value === undefined) return undefined;
  const [, digits, unit] = /^(\d{1,8})([HMSmun])$/.exec(String(value)) ?? [];
  const unitMs = MILLISECONDS_OF_UNIT[unit ?? ""];
  if (digits === undefined || unitMs === undefined) {
    throw new GrpcError(GrpcStatusCode.INTERNAL, `received the malformed grpc-timeout ${String(value)}`);
  }
  return Number(digits) * unitMs;
}
