import type { ApiError } from "../errors/api-error.ts";
import { type AsapiEnvelope, asapiFields, olderResponse } from "./asapi.ts";
import type { JsonObject } from "./json.ts";
import { writeXml } from "./xml.ts";

/** The two forms an answer can take. */
export type Format = "JSON" | "XML";

/** An HTTP answer, ready to be written. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the answers to one request have in common. */
export interface ResponseStyle {
  readonly requestId: string;
  /** The host the client called. */
  readonly hostId: string;
  readonly format: Format;
  /** Undefined for the plain answers of the ECS API. */
  readonly asapi: AsapiEnvelope | undefined;
}

/** Reads the parameter `Format`, in any case; anything but JSON is the service's default, XML. */
export function parseFormat(value: string | undefined): Format {
  return value?.toUpperCase() === "JSON" ? "JSON" : "XML";
}

/** The answer of a call that succeeded. The root element of the XML form is named after the action. */
export function successResponse(action: string, result: JsonObject, style: ResponseStyle): HttpResponse {
  const { requestId, asapi } = style;
  const body =
    asapi === undefined ? result : { ...olderResponse(result), ...asapiFields(requestId, asapi, undefined) };
  return answer(200, `${action}Response`, { RequestId: requestId, ...body }, style);
}

/**
 * The answer of a call that failed. It has the fields of Apsara Stack's gateway when those are asked for, and always when
 * the status is that of a success, because nothing else says then that it is a failure.
 */
export function errorResponse(error: ApiError, style: ResponseStyle): HttpResponse {
  const { requestId, hostId } = style;
  const query = new URLSearchParams({ q: error.code, product: "Ecs", requestId });
  const asapi = style.asapi ?? (error.status < 400 ? { traceId: "" } : undefined);
  const body = {
    RequestId: requestId,
    HostId: hostId,
    Code: error.code,
    Message: error.message,
    Recommend: `https://api.aliyun.com/troubleshoot?${query}`,
    ...(asapi !== undefined && asapiFields(requestId, asapi, error)),
  };
  const made = answer(error.status, "Error", body, style);
  if (error.retryAfterMs === undefined) return made;
  return {
    ...made,
    headers: { ...made.headers, "x-acs-retry-after": String(Math.ceil(error.retryAfterMs)) },
  };
}

function answer(status: number, rootName: string, body: JsonObject, style: ResponseStyle): HttpResponse {
  const { requestId, format } = style;
  return {
    status,
    headers: {
      "content-type": format === "JSON" ? "application/json;charset=utf-8" : "text/xml;charset=utf-8",
      "x-acs-request-id": requestId,
      "x-acs-trace-id": requestId.replaceAll("-", "").toLowerCase(),
    },
    body: format === "JSON" ? JSON.stringify(body) : writeXml(rootName, body),
  };
}
