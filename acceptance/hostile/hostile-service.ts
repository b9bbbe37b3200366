import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers a call in a way that no service should; `action` is the call's action. */
export type Answerer = (response: ServerResponse, action: string) => void;

/** An HTTP server on a random port that answers as it is told. */
export interface HostileService {
  readonly url: string;
  /** How many calls it got. */
  readonly calls: () => number;
  /** Answers so from now on. */
  answer(answerer: Answerer): void;
  close(): Promise<void>;
}

/** Starts a server that cuts every connection until it is told otherwise. */
export async function startHostileService(): Promise<HostileService> {
  let current: Answerer = (response) => response.destroy();
  let calls = 0;
  const server = createServer({ insecureHTTPParser: true }, (request, response) => {
    const chunks: Buffer[] = [];
    response.on("error", () => {});
    request.on("error", () => {});
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      calls++;
      const action = /(?:^|[?&])Action=(\w+)/.exec(`${request.url}&${Buffer.concat(chunks)}`)?.[1] ?? "";
      current(response, action);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // It listens on a port, not on a pipe.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => calls,
    answer: (answerer) => {
      current = answerer;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A complete answer. */
export function body(text: string | Buffer, status = 200, headers: Record<string, string> = {}): Answerer {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
  };
}

/** A complete answer in JSON. */
export function json(value: unknown, status = 200): Answerer {
  return body(JSON.stringify(value), status);
}

/** Writes one byte after the other and never ends. */
export function trickle(pauseMs: number): Answerer {
  return (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const timer = setInterval(() => response.write(" "), pauseMs);
    response.on("close", () => clearInterval(timer));
  };
}

/** Writes as fast as it can and never ends. */
export const flood: Answerer = (response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const piece = Buffer.alloc(64 * 1024, " ");
  const more = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on("drain", more);
  more();
};

/** Sends bytes that need not be HTTP, and closes the connection. */
export function raw(bytes: string | Buffer): Answerer {
  return (response) => {
    response.socket?.end(bytes);
  };
}
