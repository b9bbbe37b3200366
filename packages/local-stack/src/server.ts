import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";

import { AdminError } from "./admin/admin-error.ts";
import { type AdminParts, adminErrorBody, administer } from "./admin/routes.ts";
import { apiError } from "./errors/api-error.ts";
import type { Gateway, Outcome } from "./gateway.ts";
import { type LoggedRequest, publicParameters, type RequestLog } from "./request-log.ts";
import { type Call, readCall } from "./wire/call.ts";
import { errorAnswer } from "./wire/response.ts";

const ADMIN_PREFIX = "/_local/";
/** More than any action takes; an image's user data is the largest thing the API knows. */
const MAX_BODY_BYTES = 1024 * 1024;
/** Longer than clients keep idle connections, so that none is closed under a request that is on its way. */
const KEEP_ALIVE_MS = 65_000;

/** What the server hands requests to. */
export interface ServerParts {
  readonly gateway: Gateway;
  readonly admin: AdminParts;
  readonly requests: RequestLog;
  /** Told of every call once it is over. */
  onRequest(request: LoggedRequest): void;
  /** Told of every mistake of the stack itself. */
  reportBug(error: unknown): void;
}

/** Makes the HTTP server of a stack; it does not listen yet. */
export function makeServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    serve(parts, request, response).catch((error: unknown) => {
      parts.reportBug(error);
      response.destroy();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? "/";
  const body = await readBody(request);
  if (body === "gone") return;
  if (url.startsWith(ADMIN_PREFIX)) return serveAdmin(parts.admin, request, body, response);
  const startedAt = new Date();
  const startMs = performance.now();
  const call = readCall(request.method ?? "GET", url, request.headers, body === "too large" ? NO_BODY : body);
  const outcome = body === "too large" ? tooLarge(call) : await parts.gateway.answer(call, endOf(response));
  if (outcome.answer === undefined) response.destroy();
  else {
    response.writeHead(outcome.answer.status, outcome.answer.headers);
    response.end(outcome.answer.body);
  }
  parts.onRequest({
    action: call.action ?? null,
    parameters: publicParameters(call.parameters),
    method: call.method,
    status: outcome.answer?.status ?? null,
    errorCode: outcome.errorCode,
    milliseconds: Math.round((performance.now() - startMs) * 10) / 10,
    startedAt: startedAt.toISOString(),
    fault: outcome.fault,
  });
}

async function serveAdmin(
  admin: AdminParts,
  request: IncomingMessage,
  body: Buffer | "too large",
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? "/", "http://local").pathname.slice(ADMIN_PREFIX.length);
  try {
    if (body === "too large") throw new AdminError(413, "The body is too large.");
    const result = await administer(admin, request.method ?? "GET", path, body.toString("utf8"));
    sendJson(response, 200, result);
  } catch (error) {
    if (!(error instanceof AdminError)) throw error;
    sendJson(response, error.status, adminErrorBody(error));
  }
}

const NO_BODY = Buffer.alloc(0);

function tooLarge(call: Call): Outcome {
  const error = apiError("requestTooLarge");
  return {
    answer: errorAnswer(error, randomUUID().toUpperCase(), call.headers.host ?? "", call.format),
    errorCode: error.code,
    fault: null,
  };
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json;charset=utf-8" });
  response.end(JSON.stringify(body));
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
