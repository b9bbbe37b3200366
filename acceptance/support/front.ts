import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { frontCertificate, frontKey } from "./front-certificate.ts";

/** A server on a random port of 127.0.0.1 that hands requests on. */
export interface Front {
  readonly port: number;
  /** What it was asked for, oldest first. */
  readonly requests: readonly { readonly line: string; readonly headers: IncomingHttpHeaders }[];
  close(): Promise<void>;
}

/** Serves HTTPS, with {@link frontCertificate}, in front of an HTTP server. */
export function startTlsFront(target: string): Promise<Front> {
  const requests: Front["requests"][number][] = [];
  const server = createTlsServer({ cert: frontCertificate, key: frontKey }, (message, response) => {
    requests.push(noted(message));
    handOn(message, response, new URL(message.url ?? "/", target));
  });
  return listening(server, requests);
}

/** Serves as an HTTP proxy, for HTTP and, through CONNECT, for HTTPS. */
export function startProxy(): Promise<Front> {
  const requests: Front["requests"][number][] = [];
  const server = createServer((message, response) => {
    requests.push(noted(message));
    handOn(message, response, new URL(message.url ?? "/"));
  });
  server.on("connect", (message, socket) => {
    requests.push(noted(message));
    const [host, port] = (message.url ?? "").split(":");
    const onward = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  return listening(server, requests);
}

function noted(message: IncomingMessage): Front["requests"][number] {
  return { line: `${message.method} ${message.url}`, headers: message.headers };
}

function handOn(message: IncomingMessage, response: ServerResponse, to: URL): void {
  const onward = request(to, { method: message.method ?? "GET", headers: message.headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  message.pipe(onward);
}

async function listening(server: Server, requests: Front["requests"]): Promise<Front> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // It listens on a port, not on a pipe.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
