import { randomUUID } from "node:crypto";
import { type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

import { type ApiError, apiError } from "../errors/api-error.ts";
import { errorResponse } from "../wire/response.ts";

/** How long a client has to read the answer before the connection is cut. */
const LINGER_MS = 1000;

/** Has the server answer what it cannot read as a request, too late or too long, with an error of the service's form. */
export function respondToBrokenRequests(server: Server): void {
  const current = new WeakMap<Duplex, ServerResponse>();
  const refused = new WeakSet<Duplex>();
  server.on("request", (_request, response) => current.set(response.req.socket, response));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    // What still arrives behind a request that was refused is of no interest.
    if (refused.has(socket)) return;
    refused.add(socket);
    const response = current.get(socket);
    const isBeingAnswered = response?.headersSent === true && !response.writableFinished;
    if (error.code === "ECONNRESET" || isBeingAnswered) socket.destroy();
    else refuse(socket, errorOf(error.code));
  });
  // An expectation that means nothing to the server may be ignored (RFC 9110, 10.1.1); node's own answer has no body.
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  // A client that takes the stack for a proxy of HTTPS.
  server.on("connect", (_request, socket) => refuse(socket, apiError("unsupportedHttpMethod")));
}

function errorOf(code: string | undefined): ApiError {
  if (code === "HPE_HEADER_OVERFLOW") return apiError("headersTooLarge");
  return apiError(code === "ERR_HTTP_REQUEST_TIMEOUT" ? "requestTimeout" : "malformedHttp");
}

/** Writes the answer by hand, because there is no request it could be the answer to, and ends the connection. */
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
  // Cutting the connection at once could take the answer with it.
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
