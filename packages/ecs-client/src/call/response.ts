import { EcsError, type EcsErrorDetails } from "../errors/ecs-error.ts";
import { internalError } from "../errors/internal-error.ts";
import { codeMeans, isTransientCode, leavesOutcomeOpen } from "../errors/service-codes.ts";
import type { HttpResponse } from "../transport/http.ts";
import { withoutControlCharacters } from "./control-characters.ts";
import { Fields, ShapeError } from "./fields.ts";
import type { Redact } from "./redact.ts";

/** What a response needs to become the result or the error of its call. */
export interface ResponseContext {
  readonly action: string;
  readonly subject: string | null;
  /** Whether the call changes something. */
  readonly mutating: boolean;
  readonly redact: Redact;
  /** When the response arrived by the clock of this machine, in milliseconds since 1970. */
  readonly receivedAtMs: number;
}

/** A response that says that its call succeeded. */
export interface SuccessfulResponse<T> {
  readonly result: T;
  readonly fields: Fields;
  readonly requestId: string | null;
}

/** Values of `Code` that mean success; some gateways report it that way. */
const successCodes = new Set(["", "0", "200", "ok", "success"]);

/**
 * The result of a call, read from its response. A call fails by its HTTP status, by a top-level `Code`, or by `asapiSuccess: false`, the
 * last two also under HTTP 200.
 *
 * @throws EcsError when the call failed, or when the response is not as the API promises
 */
export function readResponse<T>(
  response: HttpResponse,
  context: ResponseContext,
  parse: (fields: Fields, requestId: string | null) => T,
): SuccessfulResponse<T> {
  try {
    const fields = parseBody(response, context);
    if (hasFailed(response, fields)) throw serviceError(response, fields, context);
    const requestId = requestIdOf(response, fields);
    return { result: parse(fields, requestId), fields, requestId };
  } catch (error) {
    if (error instanceof EcsError) throw error;
    if (error instanceof ShapeError)
      throw malformedResponse(response, context, {
        reason: `the response is not as the ECS API promises: ${error.message}`,
      });
    throw internalError("the response could not be read", error, factsOf(response, context));
  }
}

/** The request ID of a response, from its body or its headers. */
function requestIdOf(response: HttpResponse, fields: Fields | null): string | null {
  const requestId =
    fields?.string("RequestId") ??
    fields?.string("requestId") ??
    fields?.string("asapiRequestId") ??
    response.headers["x-acs-request-id"];
  return requestId === undefined ? null : withoutControlCharacters(requestId);
}

function hasFailed(response: HttpResponse, fields: Fields): boolean {
  const code = fields.string("Code") ?? fields.string("code");
  const failedByStatus = response.status < 200 || response.status > 299;
  const failedByCode = code !== null && !successCodes.has(code.toLowerCase());
  return failedByStatus || failedByCode || failedByGateway(fields);
}

function failedByGateway(fields: Fields): boolean {
  return fields.boolean("asapiSuccess") === false;
}

/** The error of a response that cannot be used although its status says success or its body is not a JSON object. */
function malformedResponse(
  response: HttpResponse,
  context: ResponseContext,
  details: Partial<EcsErrorDetails> & Pick<EcsErrorDetails, "reason">,
): EcsError {
  return new EcsError({ kind: "malformed-response", ...factsOf(response, context), ...details });
}

/** What an error says of a response that could not be read. */
function factsOf(response: HttpResponse, { action, subject, mutating, redact }: ResponseContext) {
  const { status } = response;
  const requestId = requestIdOf(response, null);
  return {
    action,
    subject,
    httpStatus: status,
    requestId: requestId && redact(requestId),
    // A refusal did nothing, whatever its body looks like.
    mayHaveTakenEffect: mutating && ((status >= 200 && status <= 299) || status >= 500),
  };
}

function parseBody(response: HttpResponse, context: ResponseContext): Fields {
  const overloaded = response.status >= 500 || response.status === 429 || response.status === 408;
  let value: unknown;
  try {
    value = JSON.parse(response.body);
    return new Fields(value, "response");
  } catch {
    const looksCut = /^\s*\{/.test(response.body) && value === undefined;
    throw malformedResponse(response, context, {
      kind: response.status === 429 ? "throttled" : "malformed-response",
      reason: `the response is not a JSON object but ${describeBody(response, looksCut)}${overloaded || looksCut ? "" : ADDRESS}`,
      retryable: overloaded || looksCut,
      retryAfterMs: retryAfterOf(response),
    });
  }
}

/** The end of an error about a response that may not come from ECS. A broken gateway leaves that open. */
const ADDRESS = "; is this the address of an ECS endpoint?";

function describeBody(response: HttpResponse, looksCut: boolean): string {
  if (response.status >= 300 && response.status < 400) return "a redirect";
  if (response.body.trim() === "") return "empty";
  if (looksCut) return `damaged JSON of ${response.body.length} characters`;
  if (/^\s*</.test(response.body)) return "HTML or XML";
  return "something else";
}

/** Where the service and the gateway put the code and the message of an error. */
const errorFields = {
  service: { code: ["Code", "code"], message: ["Message", "message"] },
  gateway: { code: ["asapiErrorCode", "errorCode"], message: ["asapiErrorMessage", "errorMessage"] },
} as const;

function serviceError(response: HttpResponse, fields: Fields, context: ResponseContext): EcsError {
  const text = (what: "code" | "message"): string | null => {
    const { service, gateway } = errorFields;
    const [first, second] = failedByGateway(fields) ? [gateway, service] : [service, gateway];
    const names = [...first[what], ...second[what]];
    return clean(names.map((name) => fields.string(name)).find(Boolean) ?? null, context);
  };
  const code = text("code");
  const message = text("message");
  const throttled = response.status === 429 || codeMeans("throttled", code);
  const serverSide = response.status >= 500 && response.status !== 501;
  return new EcsError({
    kind: throttled ? "throttled" : "service",
    reason: message ?? `the service responded with HTTP ${response.status} and no message`,
    action: context.action,
    subject: context.subject,
    code,
    serviceMessage: message,
    httpStatus: response.status,
    requestId: clean(requestIdOf(response, fields), context),
    retryable: throttled || serverSide || response.status === 408 || isTransientCode(code),
    mayHaveTakenEffect: context.mutating && !throttled && (response.status >= 500 || leavesOutcomeOpen(code)),
    retryAfterMs: retryAfterOf(response),
    clockSkewMs: codeMeans("timestampRefused", code) ? clockSkewOf(response, context) : null,
  });
}

/** The wait that the service demands: `x-acs-retry-after` counts milliseconds, the standard `retry-after` seconds. */
function retryAfterOf(response: HttpResponse): number | null {
  const read = (name: string, unitMs: number): number | null => {
    const text = response.headers[name] ?? "";
    return /^\d{1,9}$/.test(text) ? Number(text) * unitMs : null;
  };
  return read("x-acs-retry-after", 1) ?? read("retry-after", 1000);
}

/** The header `date` counts whole seconds. Source: RFC 9110, "Date". */
function clockSkewOf(response: HttpResponse, { receivedAtMs }: ResponseContext): number | null {
  const serviceTimeMs = Date.parse(response.headers.date ?? "");
  if (Number.isNaN(serviceTimeMs)) return null;
  return Math.round((receivedAtMs - serviceTimeMs) / 1000) * 1000;
}

/** Every text of the service that is printed goes through here. */
function clean(text: string | null, context: ResponseContext): string | null {
  return text === null ? null : context.redact(withoutControlCharacters(text));
}
