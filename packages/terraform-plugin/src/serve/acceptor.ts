import type { Socket } from "node:net";
import { logger } from "../log/logger.ts";
import type { Certificate } from "./certificate.ts";
import { createPluginServer, type PluginServerOptions } from "./plugin-server.ts";
import { createTlsGate } from "./tls.ts";

/** Whom to let in, and what to serve. */
export interface AcceptorOptions extends PluginServerOptions {
  /** The certificates of both sides; undefined when the host asked for a connection without TLS. */
  readonly certificates: { readonly server: Certificate; readonly client: Buffer } | undefined;
}

/** Returns what takes the connections of a plugin's listener. */
export function createAcceptor({ certificates, ...options }: AcceptorOptions): (socket: Socket) => void {
  const server = createPluginServer(options);
  if (certificates === undefined) return server.accept;
  const log = logger("serve");
  const gate = createTlsGate({
    server: certificates.server,
    clientCertificate: certificates.client,
    onConnection: server.accept,
    onRefused: (reason) => log.warn("refused a connection", { reason }),
  });
  return gate.accept;
}
