import { once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { hostCertificate, type PluginProcess } from "./plugin-process.ts";

/** Connects to a plugin by TLS with the host's certificate and waits for the end of the TLS handshake. */
export async function connectHostTls(plugin: PluginProcess, options: object = {}): Promise<TLSSocket> {
  const socket = connectTls({
    path: plugin.address,
    ca: plugin.certificatePem,
    servername: "localhost",
    ALPNProtocols: ["h2"],
    key: hostCertificate.privateKeyPem,
    cert: hostCertificate.certificatePem,
    ...options,
  });
  socket.on("error", () => {});
  await once(socket, "secureConnect");
  return socket;
}

/** Opens an HTTP/2 session without any gRPC on top, to send what no gRPC client would. */
export async function connectHttp2(plugin: PluginProcess): Promise<ClientHttp2Session> {
  const socket = await connectHostTls(plugin);
  const session = connect("https://localhost", { createConnection: () => socket });
  session.on("error", () => {});
  return session;
}
