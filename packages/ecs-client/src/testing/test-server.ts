import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Server as NetServer } from "node:net";
import { testCertificate, testCertificateKey } from "./test-certificate.ts";

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Parameters of query and form body together. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Responds to a request; the count starts at 1. */
export type Responder = (request: ReceivedRequest, response: ServerResponse, count: number) => void;

/** A running server on a random port of 127.0.0.1. */
export interface TestServer {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** Starts a server whose responses the responder gives. */
export async function startTestServer(
  respond: Responder,
  options: { tls?: boolean } = {},
): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const listener = async (message: IncomingMessage, response: ServerResponse) => {
    const request = await receive(message);
    requests.push(request);
    respond(request, response, requests.length);
  };
  const server = options.tls
    ? createTlsServer({ cert: testCertificate, key: testCertificateKey }, listener)
    : createServer(listener);
  const port = await listen(server);
  return {
    url: `${options.tls ? "https" : "http"}://127.0.0.1:${port}`,
    requests,
    close: () => closeServer(server),
  };
}

/** Responds with JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json;charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

/** Responds with an error of the service. */
export function sendError(
  response: ServerResponse,
  status: number,
  code: string,
  message = "Because.",
): void {
  sendJson(response, status, {
    RequestId: "R-ERROR",
    HostId: "ecs.example.com",
    Code: code,
    Message: message,
  });
}

/** Listens on a random port of 127.0.0.1. */
export function listen(server: NetServer): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("not listening on TCP");
      resolve(address.port);
    });
  });
}

/** Closes a server and all its connections. */
export function closeServer(server: Pick<Server, "close" | "closeAllConnections">): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function receive(message: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  const target = message.url ?? "";
  const query = new URL(target, "http://localhost").searchParams;
  return {
    method: message.method ?? "",
    target,
    headers: message.headers,
    body,
    parameters: Object.fromEntries([...query, ...new URLSearchParams(body)]),
  };
}
