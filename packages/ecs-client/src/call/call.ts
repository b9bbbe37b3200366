import { randomUUID } from "node:crypto";
import { EcsError } from "../errors/ecs-error.ts";
import type { Credentials } from "../signature/call-to-sign.ts";
import type { Parameter } from "../signature/parameter.ts";
import { signRequestV1 } from "../signature/v1.ts";
import { signRequestV3 } from "../signature/v3.ts";
import { TransportFailure } from "../transport/failure.ts";
import type { HttpRequest, HttpResponse } from "../transport/http.ts";
import { createTransport } from "../transport/transport.ts";
import { type AnswerContext, malformedResponse, openAnswer, requestIdOf } from "./envelope.ts";
import { type Fields, ShapeError } from "./fields.ts";
import { sharedLimiter } from "./limiter.ts";
import type { CallExtras, CredentialsRequest, ResolvedOptions } from "./options.ts";
import { flattenParameters, type ParameterValue } from "./parameters.ts";
import { redact } from "./redact.ts";
import { withRetries } from "./retry.ts";
import { untilAborted } from "./runtime.ts";

const ecsVersion = "2014-05-26";

/** One call of an action. */
export interface CallSpec<T> {
  readonly action: string;
  /** Version of the API that the action belongs to. Default: that of ECS. */
  readonly version?: string;
  /** The object of the call, for error messages: `image m-1`. */
  readonly subject?: string;
  readonly parameters: { readonly [name: string]: ParameterValue };
  /** Whether the call changes something. Every call here may be repeated; this only decides if a failure is ambiguous. */
  readonly mutating?: boolean;
  /** Reads the answer. */
  readonly parse: (answer: Fields, requestId: string | null) => T;
}

/** Makes calls: signs, sends, repeats, opens the answer. */
export interface Caller {
  call<T>(spec: CallSpec<T>, signal: AbortSignal): Promise<T>;
  /** Tells the listener before and after every call that changes something. */
  onChange(listener: () => void): void;
  /** Whether calls wait for each other at the moment, because the service is throttling. */
  readonly isSlowedDown: boolean;
  close(): Promise<void>;
}

/** The caller of one client. Nothing is loaded, connected or asked for before the first call. */
export function createCaller(options: ResolvedOptions): Caller {
  const { runtime, logger } = options;
  const transport = createTransport(options.transport);
  const limiter = sharedLimiter(options.endpoint, runtime);

  const listeners = new Set<() => void>();
  const announceChange = (spec: CallSpec<unknown>) => {
    if (spec.mutating) for (const listener of listeners) listener();
  };

  async function call<T>(spec: CallSpec<T>, signal: AbortSignal): Promise<T> {
    announceChange(spec);
    try {
      return await callQuietly(spec, signal);
    } finally {
      announceChange(spec);
    }
  }

  async function callQuietly<T>(spec: CallSpec<T>, signal: AbortSignal): Promise<T> {
    const { action } = spec;
    const subject = spec.subject ?? null;
    const aborted = () =>
      new EcsError({ kind: "aborted", reason: "it was cancelled", action, subject, cause: signal.reason });
    if (signal.aborted) throw aborted();
    let lastUsed: Credentials | null = null;
    let expired: Credentials | null = null;

    const attemptOnce = async (attempt: number): Promise<T> => {
      const permit = await limiter.acquire(signal);
      const credentials = await untilAborted(askForCredentials(options, { expired, signal }), signal);
      lastUsed = credentials;
      const extras = await untilAborted(options.extrasProvider(signal), signal);
      const startedAtMs = runtime.elapsed();
      const answer = await transport.send(sign(options, spec, extras, credentials), signal);
      const context = answerContext(spec, credentials);
      try {
        const result = readAnswer(answer, context, spec.parse);
        logCall(answer.status, null);
        return result;
      } catch (error) {
        if (!(error instanceof EcsError)) throw error;
        logCall(answer.status, error);
        if (error.kind === "throttled") noteThrottling(error);
        throw error;
      }

      function logCall(httpStatus: number, error: EcsError | null): void {
        const durationMs = Math.round(runtime.elapsed() - startedAtMs);
        const requestId = error?.requestId ?? requestIdOf(answer, null);
        logger("debug", "ECS call", {
          action,
          attempt,
          httpStatus,
          durationMs,
          requestId,
          code: error?.code ?? null,
        });
      }
      function noteThrottling(error: EcsError): void {
        limiter.throttled(permit, error.retryAfterMs);
        const { ratePerSecond, throttledCount } = limiter;
        logger("warn", "slowed down, the service is throttling", { action, ratePerSecond, throttledCount });
      }
    };

    const run = async (attempt: number): Promise<T> => {
      try {
        return await attemptOnce(attempt);
      } catch (error) {
        const failure = toEcsError(error, spec, options.endpoint, signal, aborted);
        if (failure.code !== "InvalidSecurityToken.Expired" || expired !== null) throw failure;
        expired = lastUsed;
        logger("info", "the security token has expired, asking for another", { action });
        return run(attempt);
      }
    };

    return withRetries(run, {
      maxRetries: options.maxRetries,
      runtime,
      signal,
      aborted,
      onRetry: (error, delayMs, attempt) =>
        logger("info", "repeating an ECS call", {
          action,
          attempt,
          delayMs: Math.round(delayMs),
          kind: error.kind,
          code: error.code,
          httpStatus: error.httpStatus,
        }),
    });
  }

  return {
    call,
    onChange: (listener) => void listeners.add(listener),
    get isSlowedDown() {
      return limiter.ratePerSecond !== null;
    },
    close: () => transport.close(),
  };
}

/** Later ones win: what an action says beats RegionId, which beats the extra parameters. */
function mergeParameters(
  options: ResolvedOptions,
  extras: CallExtras,
  own: CallSpec<unknown>["parameters"],
): Parameter[] {
  const merged = { ...options.extraParameters, ...extras.parameters, RegionId: options.regionId, ...own };
  return flattenParameters(merged);
}

function sign(
  options: ResolvedOptions,
  { action, version = ecsVersion, parameters }: CallSpec<unknown>,
  extras: CallExtras,
  credentials: Credentials,
): HttpRequest {
  const signRequest = options.signatureVersion === "v3" ? signRequestV3 : signRequestV1;
  return signRequest({
    action,
    version,
    endpoint: options.endpoint,
    parameters: mergeParameters(options, extras, parameters),
    headers: { ...options.headers, ...extras.headers },
    credentials,
    nonce: randomUUID(),
    date: new Date(options.runtime.now()),
  });
}

async function askForCredentials(
  options: ResolvedOptions,
  request: CredentialsRequest,
): Promise<Credentials> {
  let credentials: Credentials;
  try {
    credentials = await options.credentials(request);
  } catch (cause) {
    if (cause instanceof EcsError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new EcsError({ kind: "credentials", reason: `no credentials: ${redact(why, null)}`, cause });
  }
  if (credentials.accessKeyId === "" || credentials.accessKeySecret === "") {
    throw new EcsError({ kind: "credentials", reason: "the access key ID or its secret is empty" });
  }
  return credentials;
}

function answerContext(spec: CallSpec<unknown>, credentials: Credentials): AnswerContext {
  return {
    action: spec.action,
    subject: spec.subject ?? null,
    mutating: spec.mutating ?? false,
    redact: (text) => redact(text, credentials),
  };
}

function readAnswer<T>(answer: HttpResponse, context: AnswerContext, parse: CallSpec<T>["parse"]): T {
  let fields: Fields | null = null;
  try {
    fields = openAnswer(answer, context);
    return parse(fields, requestIdOf(answer, fields));
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw malformedResponse(answer, context, {
      reason: `the answer is not as the ECS API promises: ${error.message}`,
    });
  }
}

/** Gives every failure of an attempt the name of its call. */
function toEcsError(
  error: unknown,
  spec: CallSpec<unknown>,
  endpoint: URL,
  signal: AbortSignal,
  aborted: () => EcsError,
): EcsError {
  const { action, mutating = false } = spec;
  const subject = spec.subject ?? null;
  // A call that another one made, for its credentials, has a name of its own.
  if (error instanceof EcsError) return error.action === null ? error.with({ action, subject }) : error;
  if (error instanceof TransportFailure) {
    const { kind, reason, sent, retryable = false } = error.details;
    const cause = kind === "aborted" ? signal.reason : error.details.cause;
    const ambiguous = mutating && sent;
    const where = kind === "aborted" || kind === "configuration" ? null : endpoint.origin;
    return new EcsError({ kind, reason, action, subject, endpoint: where, retryable, ambiguous, cause });
  }
  if (signal.aborted) return aborted();
  const why = error instanceof Error ? error.message : String(error);
  return new EcsError({
    kind: "internal",
    reason: `mistake in ecs-client: ${why}`,
    action,
    subject,
    ambiguous: mutating,
    cause: error,
  });
}
