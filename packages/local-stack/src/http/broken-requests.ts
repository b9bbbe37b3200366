import { randomUUID } from "node:crypto";
import { type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

import { type ApiError, apiError } from "../errors/api-error.ts";
import { errorResponse } from "../wire/response.ts";

/** How long a client has to read the response before the connection is cut. */
const CLOSE_DELAY_MS = 1000;

/** Makes the server answer malformed, late and oversized requests with an error of the service's form. */
export function respondToBrokenRequests(server: Server): void {
  const current = new WeakMap<Duplex, ServerResponse>();
  const refused = new WeakSet<Duplex>();
  server.on("request", (_request, response) => current.set(response.req.socket, response));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    // Ignore what arrives after a request that was refused.
    if (refused.has(socket)) return;
    refused.add(socket);
    const response = current.get(socket);
    const hasBegunResponse = response?.headersSent === true && !response.writableFinished;
    if (error.code === "ECONNRESET" || hasBegunResponse) socket.destroy();
    else refuse(socket, errorOf(error.code));
  });
  // A server may ignore an unknown expectation (RFC 9110, 10.1.1); Node's own response has no body.
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  // A client that uses the stack as an HTTPS proxy.
  server.on("connect", (_request, socket) => refuse(socket, apiError("unsupportedHttpMethod")));
}

function errorOf(code: string | undefined): ApiError {
  if (code === "HPE_HEADER_OVERFLOW") return apiError("headersTooLarge");
  return apiError(code === "ERR_HTTP_REQUEST_TIMEOUT" ? "requestTimeout" : "malformedHttp");
}

/** Writes the response by hand, because Node has no request that it could belong to, and closes the connection. */
function refuse(socket: Duplex, error: ApiError): void {
  const { status, headers, body } = errorResponse(error, {
    requestId: randomUUID().toUpperCase(),
    hostId: "",
    format: "XML",
    asapi: undefined,
  });
  const lines = Object.entries({
    ...headers,
    "content-length": Buffer.byteLength(body),
    connection: "close",
  });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...lines.map((line) => line.join(": ")),
    "",
    body,
  ];
  if (!socket.writable) return void socket.destroy();
  socket.end(head.join("\r\n"));
  // Cutting the connection at once could lose the response.
  setTimeout(() => socket.destroy(), CLOSE_DELAY_MS).unref();
}
