import type { Dispatcher } from "undici";
import { classifyFailure } from "./classify-failure.ts";
import type { HttpRequest, HttpResponse } from "./http.ts";
import { type Delivery, TransportFailure, type TransportFailureDetails } from "./transport-failure.ts";
import type { ExchangeLimits } from "./transport-options.ts";

/**
 * Sends one request and reads its response; rejects with a TransportFailure. Both timeouts are clocks of its own rather than undici's,
 * whose idle timeouts a server that trickles one byte at a time never reaches, and which do not cover the wait for a proxy.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: HttpRequest,
  limits: ExchangeLimits,
  signal: AbortSignal,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null;
    let delivery: Delivery = "not-sent";
    let ended = false;
    const response = responseCollector(limits.maxResponseBytes);

    const end = () => {
      ended = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    };
    const fail = (failure: TransportFailure) => {
      if (ended) return;
      end();
      reject(failure);
      controller?.abort(failure);
    };
    const failWith = (details: Omit<TransportFailureDetails, "delivery">) =>
      fail(new TransportFailure({ delivery, ...details }));
    const failAfter = (timeoutMs: number, what: string) =>
      setTimeout(
        () => failWith({ kind: "timeout", retryable: true, reason: `${what} within ${timeoutMs} ms` }),
        timeoutMs,
      );
    const onAbort = () => failWith({ kind: "aborted", reason: "it was cancelled", cause: signal.reason });

    let timer = failAfter(limits.connectTimeoutMs, "no connection");
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        if (ended) {
          started.abort(new Error("no longer wanted"));
          return;
        }
        controller = started;
        delivery = "sent";
        clearTimeout(timer);
        timer = failAfter(limits.readTimeoutMs, "no complete response");
      },
      onResponseStart(_controller, status, headers) {
        response.start(status, headers);
      },
      onResponseData(_controller, chunk) {
        if (response.add(chunk)) return;
        delivery = "responded";
        failWith({
          kind: "malformed-response",
          reason: `the response is larger than ${limits.maxResponseBytes} bytes`,
        });
      },
      onResponseEnd() {
        const complete = response.complete();
        if (complete === null || ended) return;
        end();
        // undici takes a turn of the event loop to free the connection; a call that came sooner would open a second one.
        setImmediate(() => setImmediate(() => resolve(complete)));
      },
      onResponseError(_controller, error) {
        fail(classifyFailure(error, delivery));
      },
    };
    try {
      dispatcher.dispatch(
        {
          origin: request.url.origin,
          path: request.url.pathname + request.url.search,
          method: "POST",
          headers: { ...request.headers },
          body: request.body,
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        handler,
      );
    } catch (error) {
      fail(classifyFailure(error, delivery));
    }
  });
}

/** Puts a response together. */
function responseCollector(maxBytes: number) {
  let head: Pick<HttpResponse, "status" | "headers"> | null = null;
  let receivedBytes = 0;
  const chunks: Buffer[] = [];
  return {
    start(status: number, headers: Record<string, string | string[] | undefined>): void {
      // Informational responses (1xx) come before the real one.
      if (status >= 200) head = { status, headers: firstValues(headers) };
    },
    /** False when the response is too large. */
    add(chunk: Buffer): boolean {
      receivedBytes += chunk.length;
      if (receivedBytes > maxBytes) return false;
      chunks.push(chunk);
      return true;
    },
    complete(): HttpResponse | null {
      return head && { ...head, body: new TextDecoder().decode(Buffer.concat(chunks)) };
    },
  };
}

function firstValues(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) flat[name.toLowerCase()] = first;
  }
  return flat;
}
