import { abortedError } from "../errors/aborted-error.ts";
import { createTransport } from "../transport/transport.ts";
import { type CallEnvironment, makeAttempt } from "./attempt.ts";
import { callCredentials } from "./call-credentials.ts";
import { callLog } from "./call-log.ts";
import { type CallSpec, nameOf } from "./call-spec.ts";
import { sharedLimiter } from "./limiter.ts";
import { objectsOfRequest } from "./logged-objects.ts";
import { flattenParameters } from "./parameters.ts";
import type { ResolvedOptions } from "./resolve-options.ts";
import { withRetries } from "./retry.ts";

/** Makes calls: signs, sends, retries, reads the response. */
export interface Caller {
  /** Rejects with an EcsError and nothing else. */
  call<T>(spec: CallSpec<T>, signal: AbortSignal): Promise<T>;
  /** Calls the listener before and after every call that changes something. */
  onChange(listener: () => void): void;
  /** Whether calls wait for each other at the moment, because the service is throttling. */
  readonly isSlowedDown: boolean;
  close(): Promise<void>;
}

/** The caller of one client. It loads and connects nothing before the first call. */
export function createCaller(options: ResolvedOptions): Caller {
  const transport = createTransport(options.transport);
  const limiter = sharedLimiter(options.endpoint, options.runtime);
  const listeners = new Set<() => void>();
  const announceChange = () => {
    for (const listener of listeners) listener();
  };

  return {
    async call(spec, signal) {
      if (spec.mutating) announceChange();
      try {
        return await callWithRetries({ options, transport, limiter }, spec, signal);
      } finally {
        if (spec.mutating) announceChange();
      }
    },
    onChange: (listener) => void listeners.add(listener),
    get isSlowedDown() {
      return limiter.ratePerSecond !== null;
    },
    close: () => transport.close(),
  };
}

/** Makes attempts of a call until one succeeds or fails for good. */
async function callWithRetries<T>(
  environment: CallEnvironment,
  spec: CallSpec<T>,
  signal: AbortSignal,
): Promise<T> {
  const { options } = environment;
  const aborted = () => abortedError(nameOf(spec), signal);
  if (signal.aborted) throw aborted();
  const parameters = flattenParameters({ RegionId: options.regionId, ...spec.parameters });
  const log = callLog(options.logger, spec.action, objectsOfRequest(spec.action, parameters));
  const credentials = callCredentials(options.credentials, signal);

  const attempt = async (number: number): Promise<T> => {
    try {
      return await makeAttempt(environment, { spec, parameters, credentials, log, number, signal });
    } catch (error) {
      if (!credentials.canRenewAfter(error)) throw error;
      log.tokenExpired();
      return attempt(number);
    }
  };
  return withRetries(attempt, {
    maxRetries: options.maxRetries,
    runtime: options.runtime,
    signal,
    aborted,
    onRetry: log.retrying,
  });
}
