import type { IncomingMessage } from "node:http";
import type { AddressInfo, Server } from "node:net";

/** Listens on 127.0.0.1 and returns the port: the given one, or a free one. Rejects when the port is taken. */
export function listenOnLoopback(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      // A server that listens on a port has an address with a port.
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Stops listening and cuts all connections. */
export function closeServer(server: Server & { closeAllConnections(): void }): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Reads the whole body of a request or a response. */
export async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The API action that a request names in its URL or its body; empty when it names none. */
export function actionOf({ url }: IncomingMessage, body: Buffer): string {
  return /(?:^|[?&])Action=(\w+)/.exec(`${url}&${body}`)?.[1] ?? "";
}
