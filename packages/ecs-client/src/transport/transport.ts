import type { Dispatcher } from "undici";
import { createDispatcher } from "./dispatcher.ts";
import { exchange } from "./exchange.ts";
import type { HttpRequest, HttpResponse } from "./http.ts";
import { TransportFailure } from "./transport-failure.ts";
import type { TransportOptions } from "./transport-options.ts";

/** Sends requests over connections that are kept alive. */
export interface Transport {
  /** One request, one response, whatever its status. Rejects with a {@link TransportFailure}. Follows no redirect. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  /** Closes the connections. Requests under way end first. */
  close(): Promise<void>;
}

/** Nothing is loaded and no connection is made before the first request. */
export function createTransport(options: TransportOptions): Transport {
  let dispatcher: Promise<Dispatcher> | null = null;
  return {
    async send(request, signal) {
      dispatcher ??= createDispatcher(options).catch(cannotConnect);
      return exchange(await dispatcher, request, options, signal);
    },
    async close() {
      const open = dispatcher;
      dispatcher = null;
      // What never opened cannot be closed, and every call has said so.
      await open?.then(
        (opened) => opened.close(),
        () => {},
      );
    },
  };
}

function cannotConnect(cause: unknown): never {
  const why = cause instanceof Error ? cause.message : String(cause);
  const reason = `defect of ecs-client: no connection could be prepared: ${why}`;
  throw new TransportFailure({ kind: "internal", delivery: "not-sent", reason, cause });
}
