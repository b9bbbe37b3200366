import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import { performance } from "node:perf_hooks";
import type { AdminParts } from "../admin/admin-parts.ts";
import { adminErrorResponse, handleAdminRequest } from "../admin/handle-admin-request.ts";
import { type LoggedRequest, publicAction, publicParameters } from "../admin/request-log.ts";
import { type ApiError, apiError } from "../errors/api-error.ts";
import { LocalStackError } from "../errors/local-stack-error.ts";
import { fromPathOn, readCall } from "../wire/call.ts";
import type { HttpResponse } from "../wire/response.ts";
import { respondToBrokenRequests } from "./broken-requests.ts";
import { type UntrustedHeader, untrustedHeaderOf } from "./browser-requests.ts";
import type { Gateway } from "./gateway.ts";
import type { Certificate } from "./tls/certificate.ts";

const ADMIN_PREFIX = "/_local/";
/** More than any action takes; an image's user data is the largest thing the API knows. */
const MAX_BODY_BYTES = 1024 * 1024;
/** Clients may send all parameters in the query, user data of 16 KiB in Base64 and percent-encoded among them. */
const MAX_HEADER_BYTES = 128 * 1024;
/** Longer than clients keep idle connections, so that the stack closes none while a request is on its way. */
const KEEP_ALIVE_MS = 65_000;

/** What the server needs to handle requests. */
export interface ServerParts {
  readonly gateway: Gateway;
  readonly admin: AdminParts;
  /** For HTTPS; undefined for HTTP. */
  readonly certificate: Certificate | undefined;
  /** A request that has not arrived as a whole after this many milliseconds is refused. */
  readonly arrivalMs: number;
  /** Whether requests may name a host that is not a loopback address. */
  readonly allowRemote: boolean;
  /** Called with every call once it is over. */
  onRequest(request: LoggedRequest): void;
  /** Reports a defect of the stack. */
  reportBug(error: unknown): void;
}

/** An HTTP server that can be stopped at once. */
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
    // The stack answers a request without a host itself, with an error of the service's form.
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
  respondToBrokenRequests(server);
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
  const target = request.url ?? "/";
  const url = fromPathOn(target);
  const body = await readBody(request);
  if (body === "gone") return;
  const isAdmin = url === "/_local" || url.startsWith(ADMIN_PREFIX);
  const untrusted = untrustedHeaderOf({ headers: request.headers, target, isAdmin }, parts.allowRemote);
  if (isAdmin) await serveAdmin(parts, request, response, { url, body, untrusted });
  else await serveCall(parts, request, response, { url, body, untrusted });
}

/** A request that has arrived as a whole. */
interface Arrived {
  /** From the path on. */
  readonly url: string;
  readonly body: Buffer | "too large";
  readonly untrusted: UntrustedHeader | undefined;
}

async function serveAdmin(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  { url, body, untrusted }: Arrived,
): Promise<void> {
  const { status, value } =
    untrusted === undefined
      ? await handleAdminRequest(parts.admin, {
          method: request.method ?? "GET",
          path: url.slice(ADMIN_PREFIX.length).replace(/[?#].*$/s, ""),
          body: body === "too large" ? body : body.toString("utf8"),
        })
      : adminErrorResponse(refusalOf(untrusted));
  send(response, {
    status,
    headers: { "content-type": "application/json;charset=utf-8" },
    body: JSON.stringify(value),
  });
}

function refusalOf(untrusted: UntrustedHeader): LocalStackError {
  return untrusted === "origin"
    ? new LocalStackError(
        "OriginRefused",
        "The admin API refuses requests from web pages, which browsers mark with Origin or Sec-Fetch-Site.",
      )
    : new LocalStackError(
        "HostRefused",
        "The admin API refuses requests whose Host is not a loopback address. Use 127.0.0.1 or localhost, or start the stack with --allow-remote.",
      );
}

async function serveCall(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  { url, body, untrusted }: Arrived,
): Promise<void> {
  const startedAt = new Date();
  const startMs = performance.now();
  const call = readCall(request.method ?? "GET", url, request.headers, body === "too large" ? NO_BODY : body);
  const refusal = callRefusal(request, body === "too large");
  const outcome =
    refusal === undefined
      ? await parts.gateway.handle(call, untrusted, endOf(response))
      : parts.gateway.refuse(call, refusal);
  if (outcome.response === undefined) response.destroy();
  else send(response, outcome.response);
  parts.onRequest({
    action: publicAction(call.action),
    parameters: publicParameters(call.parameters),
    method: call.method,
    status: outcome.response?.status ?? null,
    errorCode: outcome.errorCode,
    milliseconds: Math.round((performance.now() - startMs) * 10) / 10,
    startedAt: startedAt.toISOString(),
    fault: outcome.fault,
  });
}

const NO_BODY = Buffer.alloc(0);

/** The error for a request that is refused whatever its action. */
function callRefusal(request: IncomingMessage, isTooLarge: boolean): ApiError | undefined {
  if (isTooLarge) return apiError("requestTooLarge");
  // Only HTTP/1.0 knows requests without a host.
  if (request.headers.host === undefined && request.httpVersion !== "1.0") return apiError("malformedHttp");
  return undefined;
}

function send(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

/** Reads the whole body; `gone` when the client closed the connection before its end. */
async function readBody(request: IncomingMessage): Promise<Buffer | "too large" | "gone"> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      length += chunk.length;
      // A body that is too large is read to its end and dropped: otherwise the connection would be cut before the response.
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
    }
  } catch {
    return "gone";
  }
  return length > MAX_BODY_BYTES ? "too large" : Buffer.concat(chunks);
}

/** Aborted when the client closes the connection, or when the stack closes. */
function endOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  return gone.signal;
}
