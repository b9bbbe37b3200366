import type { IncomingHttpHeaders } from "node:http";

import { parseParameters, type RequestParameters } from "./parameters.ts";
import { type Format, parseFormat } from "./response.ts";
import { type AuthorizationV3, parseAuthorizationV3 } from "./signature-v3.ts";

/** One request to the API as it arrived, before anything about it was checked. */
export interface Call {
  readonly method: string;
  readonly path: string;
  /** Without the question mark, as sent. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Query and form body together. */
  readonly parameters: RequestParameters;
  /** The signature version is decided by the Authorization header alone. */
  readonly signatureVersion: "1.0" | "3.0";
  /** Only for signature version 3; undefined there too when the header is incomplete. */
  readonly authorization: AuthorizationV3 | undefined;
  readonly action: string | undefined;
  readonly version: string | undefined;
  readonly format: Format;
}

/** Takes an HTTP request apart. `target` is the request target as it was sent. */
export function readCall(method: string, target: string, headers: IncomingHttpHeaders, body: Buffer): Call {
  const url = fromPathOn(target);
  const questionMark = url.indexOf("?");
  const path = questionMark < 0 ? url : url.slice(0, questionMark);
  const query = questionMark < 0 ? "" : url.slice(questionMark + 1);
  const parameters = parseParameters(query, isForm(headers) ? body.toString("utf8") : "");
  const common = { method, path, query, headers, body, parameters };
  if (headers.authorization?.startsWith("ACS3-")) {
    return {
      ...common,
      signatureVersion: "3.0",
      authorization: parseAuthorizationV3(headers.authorization),
      action: headerText(headers["x-acs-action"]) ?? parameters.get("Action"),
      version: headerText(headers["x-acs-version"]) ?? parameters.get("Version"),
      format: "JSON",
    };
  }
  return {
    ...common,
    signatureVersion: "1.0",
    authorization: undefined,
    action: parameters.get("Action"),
    version: parameters.get("Version"),
    format: parseFormat(parameters.get("Format")),
  };
}

/**
 * The request target from its path on. A client that takes the stack for its proxy sends the whole URL, which every
 * server has to understand. Source: RFC 9112, section 3.2.2.
 */
export function fromPathOn(target: string): string {
  const rest = target.replace(/^https?:\/\/[^/?#]*/i, "");
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/** The value of a header that may come once; undefined when it is absent or empty. */
export function headerText(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return text === "" ? undefined : text;
}

function isForm(headers: IncomingHttpHeaders): boolean {
  return headers["content-type"]?.toLowerCase().startsWith("application/x-www-form-urlencoded") ?? false;
}
