import type { Dispatcher } from "undici";
import { createDispatcher } from "./dispatcher.ts";
import { exchange } from "./exchange.ts";
import type { HttpRequest, HttpResponse } from "./http.ts";
import type { TransportOptions } from "./transport-options.ts";

/** Sends requests over connections that are kept alive. */
export interface Transport {
  /** One request, one answer, whatever its status. Rejects with a {@link TransportFailure}. Follows no redirect. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  /** Closes the connections. Requests under way end first. */
  close(): Promise<void>;
}

/** Nothing is loaded and no connection is made before the first request. */
export function createTransport(options: TransportOptions): Transport {
  let dispatcher: Promise<Dispatcher> | null = null;
  return {
    async send(request, signal) {
      dispatcher ??= createDispatcher(options);
      return exchange(await dispatcher, request, options, signal);
    },
    async close() {
      const open = dispatcher;
      dispatcher = null;
      await (await open)?.close();
    },
  };
}
