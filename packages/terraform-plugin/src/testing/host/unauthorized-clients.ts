import { connect as connectSocket, type Socket } from "node:net";
import { connect as connectTls, type SecureVersion } from "node:tls";
import { createCertificate } from "../../serve/certificate.ts";
import type { PluginProcess } from "./plugin-process.ts";

/** The first bytes of an HTTP/2 connection: the preface and an empty SETTINGS frame. Source: RFC 9113, 3.4. */
export const HTTP2_PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

/** A client other than the host that started a plugin, which the plugin must not serve. */
export interface UnauthorizedClient {
  readonly name: string;
  /** Connects, sends {@link HTTP2_PREFACE} or an HTTP/1 request, and returns what each connection received until it was closed. */
  connect(plugin: PluginProcess): Promise<readonly string[]>;
  /** Whether a connection that received this was refused. */
  isRefusal(answer: string): boolean;
}

const isNothing = (answer: string) => answer === "";

/** At most a TLS alert: record type 21, seven bytes. Source: RFC 8446, 5.1. */
const isTlsAlertAtMost = (answer: string) =>
  isNothing(answer) || (answer.startsWith("\u0015") && answer.length <= 7);

/** Clients without a certificate, with another one than the host's, and without TLS. */
export const unauthorizedClients: readonly UnauthorizedClient[] = [
  { name: "a client without a certificate", connect: overTls(() => ({})), isRefusal: isNothing },
  {
    name: "a client with another P-521 certificate",
    connect: overTls(() => pem("P-521")),
    isRefusal: isNothing,
  },
  { name: "a client with a P-256 certificate", connect: overTls(() => pem("P-256")), isRefusal: isNothing },
  { name: "a client that speaks plain HTTP/2", connect: plain(HTTP2_PREFACE), isRefusal: isTlsAlertAtMost },
  {
    name: "a client that speaks plain HTTP/1",
    connect: plain("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    isRefusal: isTlsAlertAtMost,
  },
];

/** Sends bytes and returns what comes back before the other side closes the connection. */
export async function answerTo(socket: Socket, bytes = HTTP2_PREFACE): Promise<string> {
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk.toString("latin1");
  });
  socket.on("error", () => {});
  socket.write(bytes);
  await new Promise((resolve) => socket.on("close", resolve));
  return answer;
}

/** One connection over each version of TLS. */
function overTls(credentials: () => object): UnauthorizedClient["connect"] {
  return async ({ address }) => {
    const options = { ...credentials(), path: address, rejectUnauthorized: false, servername: "localhost" };
    const answerOver = (version: SecureVersion) =>
      answerTo(connectTls({ ...options, ALPNProtocols: ["h2"], minVersion: version, maxVersion: version }));
    return [await answerOver("TLSv1.2"), await answerOver("TLSv1.3")];
  };
}

function plain(bytes: string): UnauthorizedClient["connect"] {
  return async ({ address }) => [await answerTo(connectSocket(address), bytes)];
}

function pem(curve: "P-521" | "P-256"): object {
  const { certificatePem, privateKeyPem } = createCertificate({ curve, usage: "client" });
  return { cert: certificatePem, key: privateKeyPem };
}
