import { EcsError, type EcsErrorDetails } from "../errors/ecs-error.ts";
import { isTransientCode, leavesOutcomeOpen } from "../errors/service-codes.ts";
import type { HttpResponse } from "../transport/http.ts";
import { Fields } from "./fields.ts";

/** What an answer needs to become an error that names its call. */
export interface AnswerContext {
  readonly action: string;
  readonly subject: string | null;
  /** Whether the call changes something. */
  readonly mutating: boolean;
  /** Takes secrets out of the service's texts. */
  readonly redact: (text: string) => string;
}

/** Values of `Code` that mean success; some gateways report it that way. */
const successCodes = new Set(["", "0", "200", "ok", "success"]);

/**
 * Opens an answer: its fields when the call succeeded, else an EcsError. A call fails by its HTTP status, by a top-level
 * `Code`, or by `asapiSuccess: false`, the last two also under HTTP 200.
 */
export function openAnswer(answer: HttpResponse, context: AnswerContext): Fields {
  const fields = parseBody(answer, context);
  const code = fields.string("Code") ?? fields.string("code");
  const failedByStatus = answer.status < 200 || answer.status > 299;
  const failedByCode = code !== null && !successCodes.has(code.toLowerCase());
  const failedByGateway = fields.boolean("asapiSuccess") === false;
  if (!failedByStatus && !failedByCode && !failedByGateway) return fields;
  throw serviceError(answer, fields, context);
}

/** The request ID of an answer, from its body or its headers. */
export function requestIdOf(answer: HttpResponse, fields: Fields | null): string | null {
  return (
    fields?.string("RequestId") ??
    fields?.string("requestId") ??
    fields?.string("asapiRequestId") ??
    answer.headers["x-acs-request-id"] ??
    null
  );
}

/** An error about an answer that cannot be used although its status says success or its body is no JSON object. */
export function malformedResponse(
  answer: HttpResponse,
  context: AnswerContext,
  details: Partial<EcsErrorDetails>,
): EcsError {
  const succeeded = answer.status >= 200 && answer.status <= 299;
  return new EcsError({
    kind: "malformed-response",
    reason: "the answer is not what the ECS API promises",
    action: context.action,
    subject: context.subject,
    httpStatus: answer.status,
    requestId: clean(requestIdOf(answer, null), context),
    ambiguous: context.mutating && (succeeded || answer.status >= 500),
    ...details,
  });
}

function parseBody(answer: HttpResponse, context: AnswerContext): Fields {
  const overloaded = answer.status >= 500 || answer.status === 429 || answer.status === 408;
  let value: unknown;
  try {
    value = JSON.parse(answer.body);
    return new Fields(value, "answer");
  } catch {
    const looksCut = /^\s*\{/.test(answer.body) && value === undefined;
    throw malformedResponse(answer, context, {
      kind: answer.status === 429 ? "throttled" : "malformed-response",
      reason: `the answer is not a JSON object but ${describeBody(answer, looksCut)}`,
      retryable: overloaded || looksCut,
      retryAfterMs: retryAfterOf(answer),
    });
  }
}

function describeBody(answer: HttpResponse, looksCut: boolean): string {
  if (answer.status >= 300 && answer.status < 400)
    return "a redirect; is this the address of an ECS endpoint?";
  if (answer.body.trim() === "") return "empty";
  if (looksCut) return `damaged JSON of ${answer.body.length} characters`;
  if (/^\s*</.test(answer.body)) return "HTML or XML; is this the address of an ECS endpoint?";
  return "something else; is this the address of an ECS endpoint?";
}

function serviceError(answer: HttpResponse, fields: Fields, context: AnswerContext): EcsError {
  const text = (...names: string[]): string | null => {
    for (const name of names) {
      const value = fields.string(name);
      if (value !== null && value !== "") return clean(value, context);
    }
    return null;
  };
  const byGateway = fields.boolean("asapiSuccess") === false;
  const gatewayNames = ["asapiErrorCode", "errorCode"];
  const code = byGateway ? text(...gatewayNames, "Code", "code") : text("Code", "code", ...gatewayNames);
  const messages = ["asapiErrorMessage", "errorMessage"];
  const message = byGateway
    ? text(...messages, "Message", "message")
    : text("Message", "message", ...messages);
  const throttled = answer.status === 429 || /^Throttling(?:\.|$)/.test(code ?? "");
  const serverSide = answer.status >= 500 && answer.status !== 501;
  return new EcsError({
    kind: throttled ? "throttled" : "service",
    reason: message ?? `the service answered HTTP ${answer.status} without a message`,
    action: context.action,
    subject: context.subject,
    code,
    serviceMessage: message,
    httpStatus: answer.status,
    requestId: clean(requestIdOf(answer, fields), context),
    retryable: throttled || serverSide || answer.status === 408 || isTransientCode(code),
    ambiguous: context.mutating && !throttled && (answer.status >= 500 || leavesOutcomeOpen(code)),
    retryAfterMs: retryAfterOf(answer),
  });
}

/** The wait the service asks for: `x-acs-retry-after` counts milliseconds, the standard `retry-after` seconds. */
function retryAfterOf(answer: HttpResponse): number | null {
  const read = (name: string, unitMs: number): number | null => {
    const text = answer.headers[name] ?? "";
    return /^\d{1,9}$/.test(text) ? Number(text) * unitMs : null;
  };
  return read("x-acs-retry-after", 1) ?? read("retry-after", 1000);
}

function clean(text: string | null, context: AnswerContext): string | null {
  return text === null ? null : context.redact(text);
}
