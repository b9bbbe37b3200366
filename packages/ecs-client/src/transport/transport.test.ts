import { createServer, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { noSignal, testClient, withServer } from "../testing/test-client.ts";
import { listen, type Responder, sendJson } from "../testing/test-server.ts";

const create = { clientToken: "token-1", instanceId: "i-1" };
const succeed: Responder = (_request, response) => sendJson(response, 200, { ImageId: "m-1" });

/** Runs a body against a TCP server that treats its connections as the test says. */
async function withTcpServer(
  onConnection: (socket: Socket) => void,
  body: (url: string) => Promise<void>,
): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onConnection(socket);
  });
  const port = await listen(server);
  try {
    await body(`http://127.0.0.1:${port}`);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe("a connection", () => {
  it("is kept for the next call", async () => {
    const ports = new Set<number | undefined>();
    const respond: Responder = (request, response, count) => {
      ports.add(response.socket?.remotePort);
      succeed(request, response, count);
    };
    await withServer(respond, async (client) => {
      for (let call = 0; call < 3; call += 1) await client.createImage(create, noSignal());
      expect(ports.size).toBe(1);
    });
  });

  it.each<[string, (socket: Socket) => void, object]>([
    [
      "is dropped without a response",
      (socket) => socket.on("data", () => socket.destroy()),
      { kind: "network", retryable: true, ambiguous: true },
    ],
    [
      "is dropped in the middle of a response",
      (socket) => socket.on("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")),
      { kind: "network", ambiguous: true },
    ],
    [
      "speaks another protocol",
      (socket) => socket.on("data", () => socket.end("SSH-2.0-OpenSSH\r\n\r\n")),
      { kind: "malformed-response", ambiguous: true },
    ],
  ])("that %s is an error of its kind", async (_what, onConnection, expected) => {
    await withTcpServer(onConnection, async (url) => {
      const client = testClient(url, { maxRetries: 0 });
      await expect(client.createImage(create, noSignal())).rejects.toMatchObject(expected);
      await client.close();
    });
  });

  it("that is refused is an error that is not ambiguous: nothing was sent", async () => {
    let closedUrl = "";
    await withTcpServer(
      () => {},
      async (url) => {
        closedUrl = url;
      },
    );
    const client = testClient(closedUrl, { maxRetries: 0 });
    await expect(client.createImage(create, noSignal())).rejects.toMatchObject({
      kind: "network",
      retryable: true,
      ambiguous: false,
      message: expect.stringContaining("ECONNREFUSED"),
    });
  });
});

describe("timeouts", () => {
  it("end a request that gets no response", async () => {
    await withServer(
      () => {},
      async (client) => {
        await expect(client.createImage(create, noSignal())).rejects.toMatchObject({
          kind: "timeout",
          retryable: true,
          ambiguous: true,
          message: expect.stringContaining("no complete response within 50 ms"),
        });
      },
      { readTimeoutMs: 50, maxRetries: 0 },
    );
  });

  it("end a response that trickles without end", async () => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const respond: Responder = (_request, response) => {
      response.writeHead(200);
      timer = setInterval(() => response.write(" "), 10);
    };
    await withServer(
      respond,
      async (client) => {
        await expect(client.createImage(create, noSignal())).rejects.toMatchObject({ kind: "timeout" });
      },
      { readTimeoutMs: 100, maxRetries: 0 },
    );
    clearInterval(timer);
  });

  it("end a TLS handshake that gets no response, and nothing was sent", async () => {
    await withTcpServer(
      () => {},
      async (url) => {
        const client = testClient(url.replace("http:", "https:"), { connectTimeoutMs: 50, maxRetries: 0 });
        await expect(client.createImage(create, noSignal())).rejects.toMatchObject({
          kind: "timeout",
          ambiguous: false,
        });
      },
    );
  });
});

describe("an AbortSignal", () => {
  it("ends a request that waits for its connection at once", async () => {
    const controller = new AbortController();
    await withTcpServer(
      () => controller.abort(new Error("stop")),
      async (url) => {
        const client = testClient(url.replace("http:", "https:"));
        await expect(client.createImage(create, controller.signal)).rejects.toMatchObject({
          kind: "aborted",
          ambiguous: false,
          cause: { message: "stop" },
        });
      },
    );
  });

  it("ends a request in the middle of its response and closes the connection", async () => {
    const controller = new AbortController();
    let closed: Promise<unknown> = Promise.resolve();
    const respond: Responder = (_request, response) => {
      closed = new Promise((resolve) => response.on("close", resolve));
      response.writeHead(200).write("{");
      setTimeout(() => controller.abort(new Error("stop")), 10);
    };
    await withServer(respond, async (client) => {
      await expect(client.createImage(create, controller.signal)).rejects.toMatchObject({ kind: "aborted" });
      await closed;
    });
  });
});

describe("a response", () => {
  it("that is larger than allowed is refused before it is read to its end", async () => {
    const respond: Responder = (_request, response) => {
      response.writeHead(200);
      const fill = () => {
        while (!response.destroyed && response.write(" ".repeat(65_536)));
        response.once("drain", fill);
      };
      fill();
    };
    await withServer(
      respond,
      async (client) => {
        await expect(client.createImage(create, noSignal())).rejects.toMatchObject({
          kind: "malformed-response",
          ambiguous: false,
          mayHaveTakenEffect: true,
          message: expect.stringContaining("larger than 100000 bytes"),
        });
      },
      { maxResponseBytes: 100_000 },
    );
  });

  it("is read as UTF-8 across the borders of its packets", async () => {
    const bytes = Buffer.from(
      JSON.stringify({ TotalCount: 1, Images: { Image: [{ ImageId: "m-1", ImageName: "镜像" }] } }),
    );
    const respond: Responder = (_request, response) => {
      response.writeHead(200);
      const cut = bytes.indexOf("镜像") + 1;
      response.write(bytes.subarray(0, cut));
      setTimeout(() => response.end(bytes.subarray(cut)), 10);
    };
    await withServer(respond, async (client) => {
      expect(await client.describeImage("m-1", noSignal())).toMatchObject({ imageName: "镜像" });
    });
  });
});
