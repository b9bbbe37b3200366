import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** What the gate sees of a call. */
export interface PassingCall {
  readonly action: string;
  /** Which call of its action it is since the last {@link Gate.watch}, counted from 1. */
  readonly nth: number;
}

/** Whether a call of that action makes an image. */
export function isCreate(action: string | null): boolean {
  return action === "CreateImage" || action === "CopyImage";
}

/** Told of calls. */
export interface GateWatcher {
  arrived?(call: PassingCall): void;
  /** The service has done its work and says `answer`. What is returned is awaited before the answer goes on to the client. */
  answered?(call: PassingCall, answer: string): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Stands between the provider and a stack: it knows when a call arrives and when its work is done, can hold an answer back, and can refuse
 * connections. Connections that the stack cuts are cut, and a client that gives up is seen by the stack.
 */
export class Gate {
  readonly endpoint: string;
  readonly #target: string;
  readonly #server = createServer((message, response) => {
    // A call that cannot be answered is cut off.
    this.#pass(message, response).catch(() => response.destroy());
  });
  #watcher: GateWatcher = {};
  #counts = new Map<string, number>();

  private constructor(target: string, port: number) {
    this.#target = target;
    this.endpoint = `http://127.0.0.1:${port}`;
  }

  /** Opens a gate in front of a URL. */
  static async open(target: string): Promise<Gate> {
    const gate = new Gate(target, await freePort());
    await gate.reopen();
    return gate;
  }

  /** Tells this watcher of calls from now on, and counts them anew. */
  watch(watcher: GateWatcher): void {
    this.#watcher = watcher;
    this.#counts = new Map();
  }

  /** Cuts all connections and refuses new ones. */
  async shut(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  /** Listens again, on the same port. */
  async reopen(): Promise<void> {
    await listening(this.#server, Number(new URL(this.endpoint).port));
  }

  async #pass(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytes(message);
    const action = /(?:^|[?&])Action=(\w+)/.exec(`${message.url}&${body}`)?.[1] ?? "";
    const call = { action, nth: (this.#counts.get(action) ?? 0) + 1 };
    this.#counts.set(action, call.nth);
    const watcher = this.#watcher;
    watcher.arrived?.(call);
    const answer = await this.#forward(message, body, response);
    await watcher.answered?.(call, String(answer.body));
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  #forward(message: IncomingMessage, body: Buffer, response: ServerResponse): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { method = "POST", headers, url = "/" } = message;
      const onward = request(new URL(url, this.#target), { method, headers, agent: false });
      response.on("close", () => onward.destroy(new Error("the client is gone")));
      onward.on("error", reject);
      onward.on("response", (answer) => {
        const { connection: _, "transfer-encoding": __, ...kept } = answer.headers;
        const { statusCode: status = 502 } = answer;
        bytes(answer).then((body) => resolve({ status, headers: kept, body }), reject);
      });
      onward.end(body);
    });
  }
}

async function bytes(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await listening(server, 0);
  // It listens on a port, not on a pipe.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}
