import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { actionOf, bodyOf, closeServer, listenOnLoopback } from "../support/loopback-server.ts";

/** A call on its way to the service. */
export interface InterceptedCall {
  readonly action: string;
  /** Counts the calls of this action from 1 since the last {@link InterceptingProxy.intercept}. */
  readonly nth: number;
}

/** Whether a call of that action makes an image. */
export function createsImage(action: string | null): boolean {
  return action === "CreateImage" || action === "CopyImage";
}

/** Is called for every call that passes the proxy. */
export interface CallInterceptor {
  /** Before the request goes on to the service. */
  onRequest?(call: InterceptedCall): void;
  /** After the service has done its work. The response goes on to the client once the promise is resolved. */
  onResponse?(call: InterceptedCall, body: string): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * A reverse proxy between the provider and a stack. It can hold a response back and refuse connections. When the stack cuts a connection,
 * the proxy cuts the client's; when the client gives up, the proxy cuts the stack's.
 */
export class InterceptingProxy {
  readonly #target: string;
  // A call without a response ends with a cut connection.
  readonly #server = createServer((message, response) => {
    this.#serve(message, response).catch(() => response.destroy());
  });
  #port = 0;
  #interceptor: CallInterceptor = {};
  #counts = new Map<string, number>();

  private constructor(target: string) {
    this.#target = target;
  }

  /** Starts a proxy in front of a URL, on a free port. */
  static async start(target: string): Promise<InterceptingProxy> {
    const proxy = new InterceptingProxy(target);
    await proxy.restart();
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Replaces the interceptor, and counts calls from 1 again. */
  intercept(interceptor: CallInterceptor): void {
    this.#interceptor = interceptor;
    this.#counts = new Map();
  }

  /** Cuts all connections and refuses new ones. */
  stop(): Promise<void> {
    return closeServer(this.#server);
  }

  /** Listens again, on the same port. */
  async restart(): Promise<void> {
    this.#port = await listenOnLoopback(this.#server, this.#port);
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(message);
    const action = actionOf(message, body);
    const call = { action, nth: (this.#counts.get(action) ?? 0) + 1 };
    this.#counts.set(action, call.nth);
    const interceptor = this.#interceptor;
    interceptor.onRequest?.(call);
    const answer = await this.#forward(message, body, response);
    await interceptor.onResponse?.(call, String(answer.body));
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  #forward(message: IncomingMessage, body: Buffer, response: ServerResponse): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { method = "POST", headers, url = "/" } = message;
      const upstream = request(new URL(url, this.#target), { method, headers, agent: false });
      response.on("close", () => upstream.destroy(new Error("the client has closed the connection")));
      upstream.on("error", reject);
      upstream.on("response", (answer) => {
        const { connection: _, "transfer-encoding": __, ...kept } = answer.headers;
        const { statusCode: status = 502 } = answer;
        bodyOf(answer).then((body) => resolve({ status, headers: kept, body }), reject);
      });
      upstream.end(body);
    });
  }
}
