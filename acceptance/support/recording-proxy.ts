import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect } from "node:net";
import { loopbackCertificate, loopbackKey } from "./loopback-certificate.ts";
import { closeServer, listenOnLoopback } from "./loopback-server.ts";

/** A proxy on a free port of 127.0.0.1 that forwards requests and records them. */
export interface RecordingProxy {
  readonly port: number;
  /** The requests so far, oldest first. */
  readonly requests: readonly RecordedRequest[];
  close(): Promise<void>;
}

/** The request line, without the HTTP version, and the headers. */
interface RecordedRequest {
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
}

/** Starts a reverse proxy that serves HTTPS, with {@link loopbackCertificate}, in front of an HTTP server. */
export function startTlsProxy(target: string): Promise<RecordingProxy> {
  const requests: RecordedRequest[] = [];
  const server = createTlsServer({ cert: loopbackCertificate, key: loopbackKey }, (message, response) => {
    requests.push(recorded(message));
    forward(message, response, new URL(message.url ?? "/", target));
  });
  return recordingProxy(server, requests);
}

/** Starts a forward proxy for HTTP and, through CONNECT, for HTTPS. With `tls` it speaks HTTPS itself, with {@link loopbackCertificate}. */
export function startForwardProxy({ tls = false } = {}): Promise<RecordingProxy> {
  const requests: RecordedRequest[] = [];
  const onRequest: RequestListener = (message, response) => {
    requests.push(recorded(message));
    forward(message, response, new URL(message.url ?? "/"));
  };
  const server = tls
    ? createTlsServer({ cert: loopbackCertificate, key: loopbackKey }, onRequest)
    : createServer(onRequest);
  server.on("connect", (message, socket) => {
    requests.push(recorded(message));
    const [host, port] = (message.url ?? "").split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  return recordingProxy(server, requests);
}

function recorded(message: IncomingMessage): RecordedRequest {
  return { line: `${message.method} ${message.url}`, headers: message.headers };
}

function forward(message: IncomingMessage, response: ServerResponse, target: URL): void {
  const { method = "GET", headers } = message;
  const upstream = request(target, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.on("error", () => response.destroy());
  message.pipe(upstream);
}

async function recordingProxy(server: Server, requests: readonly RecordedRequest[]): Promise<RecordingProxy> {
  const port = await listenOnLoopback(server);
  return { port, requests, close: () => closeServer(server) };
}
