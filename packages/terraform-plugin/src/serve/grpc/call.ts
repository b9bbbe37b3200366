import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerHttp2Stream } from "node:http2";
import type { CallContext, Method, UnaryMethod } from "./method.ts";
import { type CallHeaders, readCallHeaders } from "./request-headers.ts";
import { RequestMessages } from "./request-messages.ts";
import { encodeStatusMessage, GrpcError, type GrpcStatus, GrpcStatusCode } from "./status.ts";
import { isOpen, writeMessage } from "./write-message.ts";

/** What a call needs from the server it belongs to. */
export interface CallOptions {
  readonly find: (path: string) => Method | undefined | Promise<Method | undefined>;
  readonly maxMessageBytes: number;
  /**
   * Called with every error that a handler throws and that is no GrpcError, which means a bug. Returns the status text for the caller; the
   * call ends with INTERNAL.
   */
  readonly onHandlerError: (path: string, error: unknown) => string;
}

/**
 * Serves one call on its HTTP/2 stream, from the request headers to the trailers. Never throws and never rejects: any failure ends this
 * call with a status and affects no other.
 */
export function serveCall(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  options: CallOptions,
): void {
  // Without a listener an error of one stream would end the process. The "close" event says what it means for the call.
  stream.on("error", () => {});
  new Call(stream, options).serve(headers);
}

/** Timers take at most 31 bits of milliseconds; a deadline 24 days away is none. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const RESPONSE_HEADERS = { ":status": 200, "content-type": "application/grpc" } as const;

const OK: GrpcStatus = { code: GrpcStatusCode.OK, message: "" };

class Call {
  readonly #stream: ServerHttp2Stream;
  readonly #options: CallOptions;
  readonly #requests: RequestMessages;
  readonly #abort = new AbortController();
  #deadlineTimer: NodeJS.Timeout | undefined;
  #trailers: OutgoingHttpHeaders = {};
  #isFinished = false;

  constructor(stream: ServerHttp2Stream, options: CallOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#requests = new RequestMessages(stream, options.maxMessageBytes);
    stream.on("wantTrailers", () => this.#sendTrailers());
    stream.on("close", () => this.#onClose());
  }

  serve(headers: IncomingHttpHeaders): void {
    try {
      const request = readCallHeaders(headers);
      if ("httpStatus" in request) {
        this.#finishHeadersOnly({ ":status": request.httpStatus, ...request.headers });
        return;
      }
      this.#handle(request).then(
        () => this.#finish(OK),
        (error: unknown) => this.#finish(this.#statusOf(error, request.path)),
      );
    } catch (error) {
      this.#finish(this.#statusOf(error, ""));
    }
  }

  async #handle(request: CallHeaders): Promise<void> {
    this.#startDeadline(request.timeoutMs);
    const context: CallContext = { path: request.path, signal: this.#abort.signal };
    const found = this.#options.find(request.path);
    const method = found instanceof Promise ? await found : found;
    if (this.#isFinished) return;
    if (method === undefined) {
      throw new GrpcError(
        GrpcStatusCode.UNIMPLEMENTED,
        `the method ${request.path} is not served by this plugin`,
      );
    }
    switch (method.kind) {
      case "unary":
        return this.#handleUnary(method, context);
      case "server-stream":
        return this.#sendAll(method.handle(await this.#requests.single(), context));
      case "bidirectional":
        return this.#sendAll(method.handle(this.#requests, context));
    }
  }

  async #handleUnary(method: UnaryMethod, context: CallContext): Promise<void> {
    const { afterResponse } = method;
    if (afterResponse !== undefined) this.#stream.on("close", afterResponse);
    const response = await method.handle(await this.#requests.single(), context);
    await this.#send(response);
  }

  async #sendAll(responses: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const response of responses) {
      if (this.#isFinished) return;
      await this.#send(response);
    }
  }

  async #send(message: Uint8Array): Promise<void> {
    if (this.#isFinished || !isOpen(this.#stream)) return;
    if (message.length > this.#options.maxMessageBytes) {
      throw new GrpcError(
        GrpcStatusCode.RESOURCE_EXHAUSTED,
        `the response has ${message.length} bytes, more than the limit of ${this.#options.maxMessageBytes}`,
      );
    }
    if (!this.#stream.headersSent) this.#stream.respond(RESPONSE_HEADERS, { waitForTrailers: true });
    await writeMessage(this.#stream, message);
  }

  #startDeadline(timeoutMs: number | undefined): void {
    if (timeoutMs === undefined) return;
    this.#deadlineTimer = setTimeout(
      () => {
        const error = new GrpcError(GrpcStatusCode.DEADLINE_EXCEEDED, "the deadline of the call has passed");
        this.#finish(error);
        this.#cancel(error);
      },
      Math.min(timeoutMs, MAX_TIMER_MS),
    );
  }

  /** The stream is closed: after the response, or before it because the caller reset the stream or the connection broke. */
  #onClose(): void {
    clearTimeout(this.#deadlineTimer);
    const hasResponded = this.#isFinished;
    this.#isFinished = true;
    if (!hasResponded) this.#cancel(new GrpcError(GrpcStatusCode.CANCELLED, "the caller cancelled the call"));
  }

  #cancel(reason: GrpcError): void {
    this.#abort.abort(reason);
    this.#requests.fail(reason);
  }

  #statusOf(error: unknown, path: string): GrpcStatus {
    if (error instanceof GrpcError) return error;
    if (this.#isFinished) return { code: GrpcStatusCode.CANCELLED, message: "" };
    return { code: GrpcStatusCode.INTERNAL, message: this.#options.onHandlerError(path, error) };
  }

  /** Ends the call. The first status wins: a response after the deadline, or a deadline after the response, changes nothing. */
  #finish(status: GrpcStatus): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    clearTimeout(this.#deadlineTimer);
    this.#trailers = { "grpc-status": String(status.code) };
    if (status.message !== "") this.#trailers["grpc-message"] = encodeStatusMessage(status.message);
    if (this.#stream.headersSent) {
      this.#trySend(() => this.#stream.end());
    } else if (status.code === GrpcStatusCode.OK) {
      this.#trySend(() => {
        this.#stream.respond(RESPONSE_HEADERS, { waitForTrailers: true });
        this.#stream.end();
      });
    } else {
      if (status.code === GrpcStatusCode.UNIMPLEMENTED) this.#trailers["grpc-accept-encoding"] = "identity";
      this.#finishHeadersOnly({ ...RESPONSE_HEADERS, ...this.#trailers });
    }
  }

  #finishHeadersOnly(headers: OutgoingHttpHeaders): void {
    this.#isFinished = true;
    this.#trySend(() => {
      this.#stream.respond(headers, { endStream: true });
      this.#refuseRest();
    });
  }

  #sendTrailers(): void {
    this.#trySend(() => {
      this.#stream.sendTrailers(this.#trailers);
      this.#refuseRest();
    });
  }

  /** Sends unless the stream is gone. It may break at any moment, and an error in an event handler would end the process. */
  #trySend(send: () => void): void {
    if (!isOpen(this.#stream)) return;
    try {
      send();
    } catch {
      this.#stream.destroy();
    }
  }

  /** Makes a caller stop sending; NO_ERROR (0) leaves the response valid (RFC 9113, 8.1). */
  #refuseRest(): void {
    if (!this.#requests.isComplete) this.#stream.close(0);
  }
}
