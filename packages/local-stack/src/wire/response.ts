import type { ApiError } from "../errors/api-error.ts";
import { type AsapiEnvelope, asapiFields, olderResponse } from "./asapi.ts";
import type { JsonObject } from "./json.ts";
import { writeXml } from "./xml.ts";

/** The formats of a response. */
export type Format = "JSON" | "XML";

/** An HTTP response, ready to be written. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What success and error responses to a request have in common. */
export interface ResponseStyle {
  readonly requestId: string;
  /** The host the client called. */
  readonly hostId: string;
  readonly format: Format;
  /** Undefined for the plain responses of the ECS API. */
  readonly asapi: AsapiEnvelope | undefined;
}

/** Reads the parameter `Format`, in any case; anything but JSON is the service's default, XML. */
export function parseFormat(value: string | undefined): Format {
  return value?.toUpperCase() === "JSON" ? "JSON" : "XML";
}

/** The response to a call that succeeded. In XML, the root element is named after the action. */
export function successResponse(action: string, result: JsonObject, style: ResponseStyle): HttpResponse {
  const { requestId, asapi } = style;
  const body =
    asapi === undefined ? result : { ...olderResponse(result), ...asapiFields(requestId, asapi, undefined) };
  return httpResponse(200, `${action}Response`, { RequestId: requestId, ...body }, style);
}

/**
 * The response to a call that failed. It has the fields of Apsara Stack's gateway when ASAPI is on, and always when
 * the HTTP status is 200, because then nothing else says that the call failed.
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
  const made = httpResponse(error.status, "Error", body, style);
  if (error.retryAfterMs === undefined) return made;
  return {
    ...made,
    headers: { ...made.headers, "x-acs-retry-after": String(Math.ceil(error.retryAfterMs)) },
  };
}

function httpResponse(
  status: number,
  rootName: string,
  body: JsonObject,
  style: ResponseStyle,
): HttpResponse {
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
