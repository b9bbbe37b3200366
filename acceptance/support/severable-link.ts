import { connect, createServer, type Socket } from "node:net";
import { listenOnLoopback } from "./loopback-server.ts";

/** A TCP forwarder on a free port of 127.0.0.1 that can be cut for a while, as an outage of the service cuts it. */
export interface SeverableLink {
  readonly port: number;
  /** How many connections were refused while the link was cut. */
  readonly refused: number;
  /** Cuts all connections, and every new one. */
  sever(): void;
  /** Lets new connections through again. */
  restore(): void;
  close(): Promise<void>;
}

/** Starts a forwarder to the port of a URL on 127.0.0.1. */
export async function startSeverableLink(target: string): Promise<SeverableLink> {
  const open = new Set<Socket>();
  let isSevered = false;
  let refused = 0;
  const server = createServer((downstream) => {
    if (isSevered) {
      refused++;
      downstream.destroy();
      return;
    }
    const upstream = connect(Number(new URL(target).port), "127.0.0.1");
    for (const [socket, other] of [
      [downstream, upstream],
      [upstream, downstream],
    ] as const) {
      open.add(socket);
      socket.pipe(other);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
    }
  });
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: await listenOnLoopback(server),
    get refused() {
      return refused;
    },
    sever() {
      isSevered = true;
      cut();
    },
    restore() {
      isSevered = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
