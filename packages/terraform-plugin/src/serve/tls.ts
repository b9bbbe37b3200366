import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Certificate } from "./certificate.ts";

/** Lets through the connections of one client, and nobody else's. */
export interface TlsGate {
  /** Takes a new connection; after the TLS handshake it is handed on or dropped. */
  accept(socket: Socket): void;
}

/** Who may connect, and what happens then. */
export interface TlsGateOptions {
  readonly server: Certificate;
  /** The only certificate a client may present, as DER. */
  readonly clientCertificate: Buffer;
  /** Called with each connection that proved to hold the key of the client certificate and speaks HTTP/2. */
  readonly onConnection: (socket: TLSSocket) => void;
  /** Called with the reason when a connection is dropped. */
  readonly onRefused: (reason: string) => void;
}

/**
 * Creates the TLS side of a plugin: TLS 1.2 or newer, a client certificate is required. The TLS handshake proves that the
 * client holds the key of the certificate it presents; that it is the host's certificate is checked here, byte by byte.
 * There is no list of authorities: nothing could be signed by any of them, and Node 20 takes 24 ms to parse its own list
 * unless it is given an empty one.
 */
export function createTlsGate(options: TlsGateOptions): TlsGate {
  // Loaded here and not at import, to have the handshake line out earlier.
  const { createServer } = process.getBuiltinModule("node:tls");
  const server = createServer({
    key: options.server.privateKeyPem,
    cert: options.server.certificatePem,
    ca: [],
    requestCert: true,
    // Verification against authorities would refuse every self-signed certificate; see above for what replaces it.
    rejectUnauthorized: false,
    minVersion: "TLSv1.2",
    ALPNProtocols: ["h2"],
  });
  server.on("tlsClientError", (error) => options.onRefused(`TLS handshake failed: ${error.message}`));
  server.on("secureConnection", (socket) => {
    const reason = reasonToRefuse(socket, options.clientCertificate);
    if (reason === undefined) {
      options.onConnection(socket);
      return;
    }
    socket.on("error", () => {});
    socket.destroy();
    options.onRefused(reason);
  });
  return {
    accept: (socket) => {
      socket.on("error", () => {});
      server.emit("connection", socket);
    },
  };
}

function reasonToRefuse(socket: TLSSocket, clientCertificate: Buffer): string | undefined {
  const presented = socket.getPeerX509Certificate();
  if (presented === undefined) return "the client presented no certificate";
  if (!clientCertificate.equals(presented.raw))
    return "the client presented another certificate than the host's";
  if (socket.alpnProtocol !== "h2") return "the client does not speak HTTP/2";
  return undefined;
}
