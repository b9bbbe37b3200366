import type { ApiError } from "../errors/api-error.ts";
import type { JsonObject } from "../json.ts";
import { writeXml } from "./xml.ts";

/** The two forms an answer can take. */
export type Format = "JSON" | "XML";

/** An HTTP answer, ready to be written. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Reads the parameter `Format`, in any case; anything but JSON is the service's default, XML. */
export function parseFormat(value: string | undefined): Format {
  return value?.toUpperCase() === "JSON" ? "JSON" : "XML";
}

/** The answer of a call that succeeded. The root element of the XML form is named after the action. */
export function successAnswer(
  action: string,
  requestId: string,
  result: JsonObject,
  format: Format,
): HttpAnswer {
  return answer(200, `${action}Response`, { RequestId: requestId, ...result }, requestId, format);
}

/** The answer of a call that failed. `hostId` is the host the client called. */
export function errorAnswer(error: ApiError, requestId: string, hostId: string, format: Format): HttpAnswer {
  const query = new URLSearchParams({ q: error.code, product: "Ecs", requestId });
  const body = {
    RequestId: requestId,
    HostId: hostId,
    Code: error.code,
    Message: error.message,
    Recommend: `https://api.aliyun.com/troubleshoot?${query}`,
  };
  const made = answer(error.status, "Error", body, requestId, format);
  if (error.retryAfterMs === undefined) return made;
  return {
    ...made,
    headers: { ...made.headers, "x-acs-retry-after": String(Math.ceil(error.retryAfterMs)) },
  };
}

function answer(
  status: number,
  rootName: string,
  body: JsonObject,
  requestId: string,
  format: Format,
): HttpAnswer {
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
