import type { ServerHttp2Stream } from "node:http2";
import { FrameDecoder } from "./framing.ts";
import { GrpcError, GrpcStatusCode } from "./status.ts";

/** How many complete messages may wait for a handler before reading stops and HTTP/2 flow control holds the caller. */
const MAX_WAITING_MESSAGES = 2;

type Waiter = {
  readonly resolve: (result: IteratorResult<Uint8Array>) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * The messages a caller sends within one call, read as they arrive. Reading starts at once, so that nothing is lost while
 * the method is looked up. Iterating ends when the caller has sent its last message, and throws a GrpcError when the
 * body is damaged or the call is over before that.
 */
export class RequestMessages implements AsyncIterable<Uint8Array> {
  readonly #stream: ServerHttp2Stream;
  readonly #decoder: FrameDecoder;
  readonly #waiting: Uint8Array[] = [];
  #waiter: Waiter | undefined;
  #ended = false;
  #error: GrpcError | undefined;

  constructor(stream: ServerHttp2Stream, maxMessageBytes: number) {
    this.#stream = stream;
    this.#decoder = new FrameDecoder(maxMessageBytes);
    stream.on("data", (chunk: Buffer) => this.#onData(chunk));
    stream.on("end", () => this.#onEnd());
  }

  /** True when the caller has sent its last message. */
  get isComplete(): boolean {
    return this.#ended;
  }

  /** Reads the request of a call that has exactly one. Throws INTERNAL for none and for several. */
  async single(): Promise<Uint8Array> {
    const first = await this.#next();
    if (first.done === true) throw new GrpcError(GrpcStatusCode.INTERNAL, "received no request message");
    const second = await this.#next();
    if (second.done !== true) {
      throw new GrpcError(
        GrpcStatusCode.INTERNAL,
        "received more than one message for a call that takes one",
      );
    }
    return first.value;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return { next: () => this.#next() };
  }

  /** Ends reading: whoever waits for a message gets the error, and what still arrives is thrown away. */
  fail(error: GrpcError): void {
    if (this.#error !== undefined) return;
    this.#error = error;
    this.#waiting.length = 0;
    this.#waiter?.reject(error);
    this.#waiter = undefined;
    // A paused stream would never see its end, and the caller could never finish sending.
    this.#stream.resume();
  }

  #next(): Promise<IteratorResult<Uint8Array>> {
    if (this.#error !== undefined) return Promise.reject(this.#error);
    const message = this.#waiting.shift();
    if (message !== undefined) {
      if (this.#waiting.length < MAX_WAITING_MESSAGES && this.#stream.isPaused()) this.#stream.resume();
      return Promise.resolve({ done: false, value: message });
    }
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
  }

  #onData(chunk: Buffer): void {
    if (this.#error !== undefined) return;
    try {
      for (const message of this.#decoder.push(chunk)) this.#deliver(message);
    } catch (error) {
      this.fail(error instanceof GrpcError ? error : new GrpcError(GrpcStatusCode.INTERNAL, String(error)));
      return;
    }
    if (this.#waiting.length >= MAX_WAITING_MESSAGES) this.#stream.pause();
  }

  #deliver(message: Uint8Array): void {
    const waiter = this.#waiter;
    if (waiter === undefined) {
      this.#waiting.push(message);
      return;
    }
    this.#waiter = undefined;
    waiter.resolve({ done: false, value: message });
  }

  #onEnd(): void {
    if (this.#error !== undefined) return;
    if (!this.#decoder.isBetweenMessages) {
      this.fail(new GrpcError(GrpcStatusCode.INTERNAL, "the request ended in the middle of a message"));
      return;
    }
    this.#ended = true;
    this.#waiter?.resolve({ done: true, value: undefined });
    this.#waiter = undefined;
  }
}
