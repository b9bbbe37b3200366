import type { Dispatcher } from "undici";
import type { SignedRequest } from "../signature/signed-request.ts";
import { createDispatcher } from "./dispatcher.ts";
import { type ExchangeLimits, exchange, type HttpAnswer } from "./exchange.ts";

/** How the transport connects. */
export interface TransportOptions extends ExchangeLimits {
  readonly endpoint: URL;
  /** Accept any certificate. */
  readonly insecure: boolean;
  /** PEM certificates that are trusted in addition to the runtime's own list. */
  readonly caPem: string | null;
  /** HTTP or HTTPS proxy; user and password may be in the URL. */
  readonly proxyUrl: URL | null;
}

/** Sends requests over connections that are kept alive. */
export interface Transport {
  /** One request, one answer, whatever its status. Rejects with a {@link TransportFailure}. Follows no redirect. */
  send(request: SignedRequest, signal: AbortSignal): Promise<HttpAnswer>;
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
