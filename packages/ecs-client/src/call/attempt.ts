import { randomUUID } from "node:crypto";
import { abortedError } from "../errors/aborted-error.ts";
import { EcsError } from "../errors/ecs-error.ts";
import { internalError } from "../errors/internal-error.ts";
import type { CallToSign, Credentials } from "../signature/call-to-sign.ts";
import type { Parameter } from "../signature/parameter.ts";
import { signRequestV1 } from "../signature/v1.ts";
import { signRequestV3 } from "../signature/v3.ts";
import type { HttpRequest, HttpResponse } from "../transport/http.ts";
import type { Transport } from "../transport/transport.ts";
import { TransportFailure } from "../transport/transport-failure.ts";
import type { CallCredentials } from "./call-credentials.ts";
import type { AttemptOutcome, CallLog } from "./call-log.ts";
import { type CallSpec, nameOf } from "./call-spec.ts";
import type { CallExtras } from "./client-options.ts";
import { withoutControlCharacters } from "./control-characters.ts";
import type { Limiter, Permit } from "./limiter.ts";
import { objectsOfResponse } from "./logged-objects.ts";
import { type Redact, redactor } from "./redact.ts";
import type { ResolvedOptions } from "./resolve-options.ts";
import { readResponse } from "./response.ts";
import { untilAborted } from "./runtime.ts";

const ecsVersion = "2014-05-26";

/** What every call of a client works with. */
export interface CallEnvironment {
  readonly options: ResolvedOptions;
  readonly transport: Transport;
  readonly limiter: Limiter;
}

/** One attempt of a call. */
export interface Attempt<T> {
  readonly spec: CallSpec<T>;
  /** Those of the action, flattened, and the region. They win over what the client adds. */
  readonly parameters: readonly Parameter[];
  readonly credentials: CallCredentials;
  readonly log: CallLog;
  /** Counts from 1. */
  readonly number: number;
  readonly signal: AbortSignal;
}

/**
 * Makes one attempt of a call: waits for its turn, gets credentials, signs, sends, and reads the response.
 *
 * @throws EcsError that names the call, and nothing else
 */
export async function makeAttempt<T>(environment: CallEnvironment, attempt: Attempt<T>): Promise<T> {
  const { limiter } = environment;
  const { runtime } = environment.options;
  const { spec, number, log } = attempt;
  const prepared = await prepare(environment, attempt);
  const startedAtMs = runtime.elapsed();
  const logOutcome = (outcome: Omit<AttemptOutcome, "attempt" | "durationMs">) =>
    log.attempted({ ...outcome, attempt: number, durationMs: runtime.elapsed() - startedAtMs });
  try {
    const response = await send(environment, attempt, prepared);
    const context = {
      ...nameOf(spec),
      mutating: spec.mutating ?? false,
      redact: prepared.redact,
      receivedAtMs: runtime.now(),
    };
    const { result, fields, requestId } = readResponse(response, context, spec.parse);
    logOutcome({ httpStatus: response.status, requestId, objects: objectsOfResponse(fields), error: null });
    return result;
  } catch (error) {
    if (!(error instanceof EcsError)) throw error;
    logOutcome({ httpStatus: error.httpStatus, requestId: error.requestId, objects: {}, error });
    if (error.kind === "throttled") {
      limiter.throttled(prepared.permit, error.retryAfterMs);
      log.slowedDown(limiter);
    }
    throw error;
  }
}

/** An attempt that is ready to be sent. */
interface PreparedAttempt {
  readonly permit: Permit;
  readonly request: HttpRequest;
  readonly redact: Redact;
}

/** Does everything that comes before the first byte is sent: whatever fails here, the service has done nothing. */
async function prepare(
  { options, limiter }: CallEnvironment,
  attempt: Attempt<unknown>,
): Promise<PreparedAttempt> {
  const { spec, credentials, signal } = attempt;
  try {
    const permit = await limiter.acquire(signal);
    const used = await credentials.get();
    const extras = await untilAborted(options.extrasProvider(signal), signal);
    const request = sign(options, attempt, extras, used);
    return { permit, request, redact: redactor([...secretsOf(used), ...options.secrets]) };
  } catch (error) {
    // The call that the credentials provider made has a name of its own.
    if (error instanceof EcsError) throw error.action === null ? error.with(nameOf(spec)) : error;
    if (signal.aborted) throw abortedError(nameOf(spec), signal);
    throw internalError("the request could not be prepared", error, nameOf(spec));
  }
}

function sign(
  options: ResolvedOptions,
  { spec, parameters }: Attempt<unknown>,
  extras: CallExtras,
  credentials: Credentials,
): HttpRequest {
  const { action, version = ecsVersion } = spec;
  const added = { ...options.extraParameters, ...extras.parameters };
  const call: CallToSign = {
    action,
    version,
    endpoint: options.endpoint,
    parameters: [...new Map([...Object.entries(added), ...parameters])],
    headers: { ...options.headers, ...extras.headers },
    credentials,
    nonce: randomUUID(),
    date: new Date(options.runtime.now()),
  };
  return options.signatureVersion === "v3" ? signRequestV3(call) : signRequestV1(call);
}

/** Sends a request; rejects with an EcsError that says whether the service may have seen it. */
async function send(
  { options, transport }: CallEnvironment,
  { spec, signal }: Attempt<unknown>,
  { request, redact }: PreparedAttempt,
): Promise<HttpResponse> {
  try {
    return await transport.send(request, signal);
  } catch (error) {
    if (!(error instanceof TransportFailure)) throw error;
    const { kind, delivery, retryable = false, cause } = error.details;
    throw new EcsError({
      ...nameOf(spec),
      kind,
      reason: redact(withoutControlCharacters(error.details.reason)),
      endpoint: kind === "aborted" || kind === "configuration" ? null : options.endpoint.origin,
      retryable,
      ambiguous: spec.mutating === true && delivery === "sent",
      mayHaveTakenEffect: spec.mutating === true && delivery !== "not-sent",
      cause,
    });
  }
}

function secretsOf({ accessKeyId, accessKeySecret, securityToken }: Credentials): string[] {
  return [accessKeyId, accessKeySecret, ...(securityToken ? [securityToken] : [])];
}
