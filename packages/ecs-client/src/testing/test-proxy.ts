import { createServer, request as forward, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect } from "node:net";
import { testCertificate, testCertificateKey } from "./test-certificate.ts";
import { closeServer, listen } from "./test-server.ts";

/** A running HTTP proxy on a random port of 127.0.0.1. */
export interface TestProxy {
  /** With a user and a password. */
  readonly url: string;
  /** The requests it got: `CONNECT host:port` or `POST http://…`. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Starts a proxy that wants the user `user` and the password `pass word`; with `tls` it has the test certificate. */
export async function startTestProxy({ tls = false } = {}): Promise<TestProxy> {
  const requests: string[] = [];
  const expected = `Basic ${Buffer.from("user:pass word").toString("base64")}`;
  const onRequest: RequestListener = (message, response) => {
    requests.push(`${message.method} ${message.url}`);
    if (message.headers["proxy-authorization"] !== expected) {
      response.writeHead(407).end();
      return;
    }
    const onward = forward(
      message.url ?? "",
      { method: message.method, headers: message.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    message.pipe(onward);
  };
  const server = tls
    ? createTlsServer({ cert: testCertificate, key: testCertificateKey }, onRequest)
    : createServer(onRequest);
  server.on("connect", (message, socket, head) => {
    requests.push(`CONNECT ${message.url}`);
    if (message.headers["proxy-authorization"] !== expected) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    const [host, port] = (message.url ?? "").split(":");
    const onward = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [onward, socket]) {
      end.on("error", () => {
        onward.destroy();
        socket.destroy();
      });
    }
  });
  const port = await listen(server);
  return {
    url: `${tls ? "https" : "http"}://user:pass%20word@127.0.0.1:${port}`,
    requests,
    close: () => closeServer(server),
  };
}
