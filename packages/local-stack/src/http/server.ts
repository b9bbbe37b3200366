import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import { performance } from "node:perf_hooks";
import { type LoggedRequest, publicAction, publicParameters, type RequestLog } from "../admin/request-log.ts";
import { type AdminParts, answerAdmin } from "../admin/routes.ts";
import { apiError } from "../errors/api-error.ts";
import { wireError } from "../errors/wire-errors.ts";
import { type Call, fromPathOn, readCall } from "../wire/call.ts";
import type { HttpAnswer } from "../wire/response.ts";
import { answerBrokenRequests } from "./broken-requests.ts";
import type { Gateway, Outcome } from "./gateway.ts";
import type { Certificate } from "./tls/certificate.ts";

const ADMIN_PREFIX = "/_local/";
/** More than any action takes; an image's user data is the largest thing the API knows. */
const MAX_BODY_BYTES = 1024 * 1024;
/** Clients may send all parameters in the query, user data of 16 KiB in Base64 and percent-encoded among them. */
const MAX_HEADER_BYTES = 128 * 1024;
/** Longer than clients keep idle connections, so that none is closed under a request that is on its way. */
const KEEP_ALIVE_MS = 65_000;

/** What the server hands requests to. */
export interface ServerParts {
  readonly gateway: Gateway;
  readonly admin: AdminParts;
  readonly requests: RequestLog;
  /** For HTTPS; undefined for HTTP. */
  readonly certificate: Certificate | undefined;
  /** A request that has not arrived as a whole by then is refused. */
  readonly arrivalMs: number;
  /** Told of every call once it is over. */
  onRequest(request: LoggedRequest): void;
  /** Told of every mistake of the stack itself. */
  reportBug(error: unknown): void;
}

/** An HTTP server that can be ended at once. */
export interface StackServer {
  readonly server: Server;
  /** Cuts all connections and stops listening. */
  end(): Promise<void>;
}

/** Makes the HTTP or HTTPS server of a stack; it does not listen yet. */
export function makeServer(parts: ServerParts): StackServer {
  const options: ServerOptions = {
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    requestTimeout: parts.arrivalMs,
    headersTimeout: parts.arrivalMs,
    connectionsCheckingInterval: Math.min(1000, parts.arrivalMs),
    // A request without a host is answered as any other that is malformed.
    requireHostHeader: false,
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    serve(parts, request, response).catch((error: unknown) => {
      parts.reportBug(error);
      response.destroy();
    });
  };
  const { certificate } = parts;
  const server =
    certificate === undefined
      ? createServer(options, listener)
      : createTlsServer({ ...options, key: certificate.keyPem, cert: certificate.certificatePem }, listener);
  const connections = new Set<{ destroy(): unknown }>();
  server.on("connection", (socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  answerBrokenRequests(server);
  return {
    server,
    async end() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const connection of connections) connection.destroy();
      await closed;
    },
  };
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? "GET";
  const url = fromPathOn(request.url ?? "/");
  const body = await readBody(request);
  if (body === "gone") return;
  if (url.startsWith(ADMIN_PREFIX)) {
    const path = url.slice(ADMIN_PREFIX.length).replace(/[?#].*$/s, "");
    const { status, value } = await answerAdmin(
      parts.admin,
      method,
      path,
      body === "too large" ? body : body.toString("utf8"),
    );
    return send(response, {
      status,
      headers: { "content-type": "application/json;charset=utf-8" },
      body: JSON.stringify(value),
    });
  }
  const startedAt = new Date();
  const startMs = performance.now();
  const call = readCall(method, url, request.headers, body === "too large" ? NO_BODY : body);
  const outcome = await answerCall(parts.gateway, call, request, response, body === "too large");
  if (outcome.answer === undefined) response.destroy();
  else send(response, outcome.answer);
  parts.onRequest({
    action: publicAction(call.action),
    parameters: publicParameters(call.parameters),
    method: call.method,
    status: outcome.answer?.status ?? null,
    errorCode: outcome.errorCode,
    milliseconds: Math.round((performance.now() - startMs) * 10) / 10,
    startedAt: startedAt.toISOString(),
    fault: outcome.fault,
  });
}

const NO_BODY = Buffer.alloc(0);

function answerCall(
  gateway: Gateway,
  call: Call,
  request: IncomingMessage,
  response: ServerResponse,
  isTooLarge: boolean,
): Outcome | Promise<Outcome> {
  if (isTooLarge) return gateway.refuse(call, apiError("requestTooLarge"));
  // Only HTTP/1.0 knows requests without a host.
  if (call.headers.host === undefined && request.httpVersion !== "1.0") {
    return gateway.refuse(call, wireError("malformedHttp"));
  }
  return gateway.answer(call, endOf(response));
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

/** Reads the whole body; `gone` when the client went away before its end. */
async function readBody(request: IncomingMessage): Promise<Buffer | "too large" | "gone"> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      length += chunk.length;
      // What is too much is read to its end and dropped: leaving it unread would cut the connection before the answer.
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
    }
  } catch {
    return "gone";
  }
  return length > MAX_BODY_BYTES ? "too large" : Buffer.concat(chunks);
}

/** Aborted when the client goes away, or when the stack closes and cuts its connections. */
function endOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  return gone.signal;
}
