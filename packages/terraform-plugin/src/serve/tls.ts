import type { Socket } from "node:net";
import type { Server, TLSSocket } from "node:tls";
import type { Certificate } from "./certificate.ts";

/** Hands on the connections of one client, and drops all others. */
export interface TlsGate {
  /**
   * Takes a new connection. After the TLS handshake it is handed to `onConnection`, if the client proved to hold the key of its certificate
   * and speaks HTTP/2, or dropped.
   */
  accept(socket: Socket, onConnection: (socket: TLSSocket) => void): void;
}

/** Who may connect. */
export interface TlsGateOptions {
  readonly server: Certificate;
  /** The only certificate that a client may present, as DER. */
  readonly clientCertificate: Buffer;
  /** Called with the reason when a connection is dropped. */
  readonly onRefused: (reason: string) => void;
}

/**
 * Creates the TLS side of a plugin: TLS 1.2 or newer, a client certificate is required. The TLS handshake proves that the client holds the
 * key of the certificate it presents; that it is the host's certificate is checked here, byte by byte. There is no list of authorities:
 * nothing could be signed by any of them, and Node 20 takes 24 ms to parse its own list unless it is given an empty one.
 */
export function createTlsGate(options: TlsGateOptions): TlsGate {
  // Made here, while the host is connecting, for the one connection that is expected.
  let next: Server | undefined = createTlsServer(options.server);
  return {
    accept: (socket, onConnection) => {
      // A TLS server of its own for each connection: the events of a shared one do not say which connection they are about.
      const server = next ?? createTlsServer(options.server);
      next = undefined;
      socket.on("error", () => {});
      const refuse = (reason: string) => {
        socket.destroy();
        options.onRefused(reason);
      };
      server.on("tlsClientError", (error) => refuse(`TLS handshake failed: ${error.message}`));
      server.on("secureConnection", (secured) => {
        secured.on("error", () => {});
        const reason = reasonToRefuse(secured, options.clientCertificate);
        if (reason === undefined) onConnection(secured);
        else refuse(reason);
      });
      server.emit("connection", socket);
    },
  };
}

function createTlsServer({ privateKeyPem, certificatePem }: Certificate): Server {
  // Loaded here and not at import, so that the handshake line is out earlier.
  const { createServer } = process.getBuiltinModule("node:tls");
  return createServer({
    key: privateKeyPem,
    cert: certificatePem,
    ca: [],
    requestCert: true,
    // Verification against authorities would refuse every self-signed certificate; see above for what replaces it.
    rejectUnauthorized: false,
    minVersion: "TLSv1.2",
    ALPNProtocols: ["h2"],
  });
}

function reasonToRefuse(socket: TLSSocket, clientCertificate: Buffer): string | undefined {
  const presented = socket.getPeerX509Certificate();
  if (presented === undefined) return "the client presented no certificate";
  if (!clientCertificate.equals(presented.raw))
    return "the client presented another certificate than the host's";
  if (socket.alpnProtocol !== "h2") return "the client does not speak HTTP/2";
  return undefined;
}
