import type { Socket } from "node:net";
import { logger } from "../log/logger.ts";
import type { Certificate } from "./certificate.ts";
import { limitPendingConnections } from "./pending-connections.ts";
import { createPluginServer, type PluginServerOptions } from "./plugin-server.ts";
import { createTlsGate } from "./tls.ts";

/** Who may connect, and what is served. */
export interface AcceptorOptions extends PluginServerOptions {
  /** The certificates of both sides; undefined if the host wants connections without TLS. */
  readonly certificates: { readonly server: Certificate; readonly client: Buffer } | undefined;
}

/** Takes the connections of a plugin's listener. */
export interface Acceptor {
  accept(socket: Socket): void;
  /** Drops every connection at once; calls in progress are aborted. */
  close(): void;
}

/** Creates the acceptor of a plugin: it limits the connections, checks who they are from, and serves them. */
export function createAcceptor({ certificates, ...options }: AcceptorOptions): Acceptor {
  const log = logger("serve");
  const onRefused = (reason: string) => log.warn("refused a connection", { reason });
  const server = createPluginServer(options);
  const pending = limitPendingConnections(onRefused);
  const gate =
    certificates &&
    createTlsGate({ server: certificates.server, clientCertificate: certificates.client, onRefused });
  return {
    accept: (socket) => {
      const release = pending.add(socket);
      if (gate) gate.accept(socket, (secured) => server.accept(secured, release));
      else server.accept(socket, release);
    },
    close: server.close,
  };
}
