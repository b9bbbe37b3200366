import { randomUUID } from "node:crypto";

import type { Action } from "../actions/define-action.ts";
import { findAction, isKnownVersion } from "../actions/table.ts";
import { ApiError, apiError, knownError, throttled } from "../errors/api-error.ts";
import { knownWireError } from "../errors/wire-errors.ts";
import type { Chaos } from "../faults/chaos.ts";
import type { FaultRule, Faults } from "../faults/fault-rules.ts";
import type { Stack } from "../model/stack.ts";
import type { Authenticator } from "../wire/authenticate.ts";
import { type Call, headerText } from "../wire/call.ts";
import { type AnswerStyle, errorAnswer, type HttpAnswer, successAnswer } from "../wire/response.ts";
import type { RateLimit } from "./rate-limit.ts";
import { sleep } from "./sleep.ts";

/** The paths the API answers at. Source: the endpoints of Apsara Stack's gateways. */
const PATHS = ["/", "/asapi/v3", "/asapi/v3/"];
/** How long a client is told to wait by a fault of the kind `throttle`, and how long `slow` takes, unless the rule says. */
const DEFAULT_FAULT_MS = 1000;

/** What the gateway works with. */
export interface GatewayParts {
  readonly stack: Stack;
  readonly authenticator: Authenticator;
  readonly faults: Faults;
  readonly chaos: Chaos;
  readonly rateLimit: RateLimit;
  /** Makes what was just changed survive the process. */
  save(): Promise<void>;
  /** Resolves when every change so far is saved, so that nothing is told that could still be lost. */
  saved(): Promise<void>;
  /** Told of every mistake of the stack itself. */
  reportBug(error: unknown): void;
}

/** What comes of a call. Without an answer the connection is to be cut. */
export interface Outcome {
  readonly answer: HttpAnswer | undefined;
  readonly errorCode: string | null;
  readonly fault: string | null;
}

/** Takes calls from the wire to the action they ask for and their answers back. */
export class Gateway {
  /** Added to every call, before anything else happens. */
  latencyMs = 0;
  /** Whether answers are those of Apsara Stack's gateway. */
  asapi = false;
  readonly #parts: GatewayParts;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
  }

  /**
   * Answers a call. The signal says that the client or the stack is gone. Never rejects: mistakes of the caller are
   * answers, mistakes of the stack are reported and answered as InternalError.
   */
  async answer(call: Call, signal: AbortSignal): Promise<Outcome> {
    const style = this.#styleOf(call);
    let rule: FaultRule | undefined;
    const outcome = (answer: HttpAnswer | undefined, errorCode: string | null = null): Outcome => ({
      answer,
      errorCode,
      fault: rule?.fault ?? null,
    });
    try {
      if (this.latencyMs > 0 && !(await sleep(this.latencyMs, signal))) return outcome(undefined);
      const action = resolveAction(call);
      const accessKeyId = this.#parts.authenticator.verify(call);
      this.#parts.rateLimit.admit();
      rule = this.#nextFault(action.name);
      if (rule !== undefined && (await breakBefore(rule, signal))) return outcome(undefined);
      const result = action.run(this.#parts.stack, call.parameters, { accessKeyId, host: style.hostId });
      await (action.writes ? this.#parts.save() : this.#parts.saved());
      if (rule?.fault === "drop-after") return outcome(undefined);
      return outcome(successAnswer(action.name, result, style));
    } catch (error) {
      const known = error instanceof ApiError ? error : apiError("internalError");
      if (!(error instanceof ApiError)) this.#parts.reportBug(error);
      if (rule?.fault === "drop-after") return outcome(undefined, known.code);
      return outcome(errorAnswer(known, style), known.code);
    }
  }

  /** Answers a request that is refused before it gets anywhere. */
  refuse(call: Call, error: ApiError): Outcome {
    return { answer: errorAnswer(error, this.#styleOf(call)), errorCode: error.code, fault: null };
  }

  #styleOf(call: Call): AnswerStyle {
    return {
      requestId: randomUUID().toUpperCase(),
      hostId: call.headers.host ?? "",
      format: call.format,
      asapi: this.asapi ? { traceId: headerText(call.headers["eagleeye-traceid"]) ?? "" } : undefined,
    };
  }

  /** What breaks the request, if anything: a rule, or else chaos. Both count it. */
  #nextFault(action: string): FaultRule | undefined {
    const byChaos = this.#parts.chaos.next(action);
    return this.#parts.faults.next(action) ?? byChaos;
  }
}

function resolveAction(call: Call): Action {
  if (call.method !== "GET" && call.method !== "POST") throw apiError("unsupportedHttpMethod");
  if (!PATHS.includes(call.path)) throw apiError("actionNotFound");
  if (call.action === undefined) throw apiError("missing", "Action");
  if (call.version === undefined) throw apiError("missing", "Version");
  if (!isKnownVersion(call.version)) throw apiError("invalidVersion");
  const action = findAction(call.version, call.action);
  if (action === undefined) throw apiError("actionNotFound");
  return action;
}

/** Does what a rule wants done before the work: throws an error, waits, or says that the connection is to be cut. */
async function breakBefore(rule: FaultRule, signal: AbortSignal): Promise<boolean> {
  switch (rule.fault) {
    case "throttle":
      throw throttled(rule.ms ?? DEFAULT_FAULT_MS);
    case "error": {
      const code = rule.code ?? "InternalError";
      const known = knownError(code) ?? knownWireError(code);
      throw new ApiError({
        code,
        status: rule.status ?? known?.status ?? 500,
        message: known?.message ?? "The request was refused because a fault rule of the local stack says so.",
      });
    }
    case "drop-before":
      return true;
    case "hang":
      await sleep(rule.ms ?? Number.POSITIVE_INFINITY, signal);
      return true;
    case "slow":
      return !(await sleep(rule.ms ?? DEFAULT_FAULT_MS, signal));
    case "drop-after":
      return false;
  }
}
