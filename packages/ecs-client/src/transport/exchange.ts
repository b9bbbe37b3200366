import type { Dispatcher } from "undici";
import { classifyFailure, TransportFailure } from "./failure.ts";
import type { HttpRequest, HttpResponse } from "./http.ts";
import type { ExchangeLimits } from "./transport-options.ts";

/**
 * Sends one request and reads its answer. Both time-outs are clocks of its own rather than undici's, whose idle time-outs a
 * server that trickles one byte at a time never reaches, and which do not cover the wait for a proxy.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: HttpRequest,
  limits: ExchangeLimits,
  signal: AbortSignal,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null;
    let sent = false;
    let settled = false;
    let answer: { status: number; headers: Record<string, string> } | null = null;
    const chunks: Buffer[] = [];
    let receivedBytes = 0;

    const settle = (): boolean => {
      if (settled) return false;
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      return true;
    };
    const fail = (failure: TransportFailure) => {
      if (!settle()) return;
      reject(failure);
      controller?.abort(failure);
    };
    const onAbort = () =>
      fail(new TransportFailure({ kind: "aborted", sent, reason: "it was cancelled", cause: signal.reason }));
    let timer = setTimeout(
      () => fail(timedOut(sent, `no connection within ${limits.connectTimeoutMs} ms`)),
      limits.connectTimeoutMs,
    );
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        if (settled) {
          started.abort(new Error("no longer wanted"));
          return;
        }
        controller = started;
        sent = true;
        clearTimeout(timer);
        timer = setTimeout(
          () => fail(timedOut(sent, `no complete answer within ${limits.readTimeoutMs} ms`)),
          limits.readTimeoutMs,
        );
      },
      onResponseStart(_controller, status, headers) {
        // Informational answers (1xx) come before the real one.
        if (status >= 200) answer = { status, headers: firstValues(headers) };
      },
      onResponseData(_controller, chunk) {
        receivedBytes += chunk.length;
        if (receivedBytes <= limits.maxResponseBytes) chunks.push(chunk);
        else fail(tooLarge(limits.maxResponseBytes));
      },
      onResponseEnd() {
        if (answer === null || !settle()) return;
        const complete = { ...answer, body: new TextDecoder().decode(Buffer.concat(chunks)) };
        // undici takes a turn of the event loop to free the connection; a call that came sooner would open a second one.
        setImmediate(() => setImmediate(() => resolve(complete)));
      },
      onResponseError(_controller, error) {
        fail(classifyFailure(error, sent));
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
      fail(classifyFailure(error, sent));
    }
  });
}

function timedOut(sent: boolean, reason: string): TransportFailure {
  return new TransportFailure({ kind: "timeout", sent, retryable: true, reason });
}

function tooLarge(maxBytes: number): TransportFailure {
  const reason = `the answer is larger than ${maxBytes} bytes`;
  return new TransportFailure({ kind: "malformed-response", sent: true, reason });
}

function firstValues(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) flat[name.toLowerCase()] = first;
  }
  return flat;
}
