import {
  HealthCheckRequest,
  HealthCheckResponse,
  HealthCheckResponse_ServingStatus,
} from "../protocol/generated/health.ts";
import type { CallContext, Method, MethodTable } from "./grpc/method.ts";
import { GrpcError, GrpcStatusCode } from "./grpc/status.ts";

/** The service name under which go-plugin reports the health of a plugin as a whole. */
const PLUGIN_SERVICE = "plugin";

const EMPTY_MESSAGE = new Uint8Array(0);

/**
 * The services every plugin serves beside its own: go-plugin's controller, standard streams and broker, and gRPC health.
 * `onShutdown` is called after the host has requested a shutdown and received the response.
 * Source: go-plugin, internal/plugin/*.proto; gRPC health checking protocol.
 */
export function pluginMethods(onShutdown: () => void): MethodTable {
  return new Map<string, Method>([
    [
      "/plugin.GRPCController/Shutdown",
      { kind: "unary", handle: async () => EMPTY_MESSAGE, afterResponse: onShutdown },
    ],
    [
      // The plugin's standard streams: nothing is ever written to them, the log goes to standard error directly.
      "/plugin.GRPCStdio/StreamStdio",
      { kind: "server-stream", handle: (_request, { signal }) => silentUntil(aborted(signal)) },
    ],
    [
      // Offers of further connections between host and plugin; a provider needs none.
      "/plugin.GRPCBroker/StartStream",
      { kind: "bidirectional", handle: (requests) => silentUntil(endOf(requests)) },
    ],
    ["/grpc.health.v1.Health/Check", { kind: "unary", handle: checkHealth }],
    ["/grpc.health.v1.Health/Watch", { kind: "server-stream", handle: watchHealth }],
  ]);
}

/** A stream of responses that ends, without any, when something is over. */
function silentUntil(over: Promise<void>): AsyncIterable<Uint8Array> {
  const next = () => over.then((): IteratorReturnResult<undefined> => ({ done: true, value: undefined }));
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

async function endOf(messages: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of messages);
}

async function checkHealth(request: Uint8Array): Promise<Uint8Array> {
  const { service } = HealthCheckRequest.decode(request);
  if (!isServed(service))
    throw new GrpcError(GrpcStatusCode.NOT_FOUND, `the service ${service} is not known`);
  return encodeHealth(HealthCheckResponse_ServingStatus.SERVING);
}

async function* watchHealth(request: Uint8Array, { signal }: CallContext): AsyncGenerator<Uint8Array> {
  const { SERVING, SERVICE_UNKNOWN } = HealthCheckResponse_ServingStatus;
  const { service } = HealthCheckRequest.decode(request);
  yield encodeHealth(isServed(service) ? SERVING : SERVICE_UNKNOWN);
  await aborted(signal);
}

/** The empty name means the server as a whole. */
function isServed(service: string): boolean {
  return service === "" || service === PLUGIN_SERVICE;
}

function encodeHealth(status: HealthCheckResponse_ServingStatus): Uint8Array {
  return HealthCheckResponse.encode({ status }).finish();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
