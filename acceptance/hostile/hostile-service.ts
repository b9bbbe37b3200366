import { createServer, type ServerResponse } from "node:http";
import { actionOf, bodyOf, closeServer, listenOnLoopback } from "../support/loopback-server.ts";

/** Sends a response that no real service would send; `action` is the call's action. */
export type Answerer = (response: ServerResponse, action: string) => void;

/** An HTTP server on a free port that sends any response a test asks for. */
export interface HostileService {
  readonly url: string;
  /** How many calls it has received. */
  readonly calls: () => number;
  /** Replaces the response to every later call. */
  answer(answerer: Answerer): void;
  close(): Promise<void>;
}

/** Starts a server that cuts every connection until the first {@link HostileService.answer}. */
export async function startHostileService(): Promise<HostileService> {
  let current: Answerer = (response) => response.destroy();
  let calls = 0;
  const server = createServer({ insecureHTTPParser: true }, (request, response) => {
    response.on("error", () => {});
    bodyOf(request).then(
      (bytes) => {
        calls++;
        current(response, actionOf(request, bytes));
      },
      () => response.destroy(),
    );
  });
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => calls,
    answer: (answerer) => {
      current = answerer;
    },
    close: () => closeServer(server),
  };
}

/** A complete response. */
export function body(text: string | Buffer, status = 200, headers: Record<string, string> = {}): Answerer {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
  };
}

/** A complete response in JSON. */
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
