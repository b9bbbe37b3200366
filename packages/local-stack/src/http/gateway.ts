import { randomUUID } from "node:crypto";

import type { Action } from "../actions/common/define-action.ts";
import { findAction, isKnownVersion } from "../actions/table.ts";
import { ApiError, apiError } from "../errors/api-error.ts";
import { breakRequest } from "../faults/break-request.ts";
import type { Chaos } from "../faults/chaos.ts";
import type { FaultRule } from "../faults/fault-rule.ts";
import type { FaultRules } from "../faults/fault-rules.ts";
import { sleep } from "../faults/sleep.ts";
import type { Stack } from "../model/stack.ts";
import type { LiveSettings } from "../options/live-settings.ts";
import type { Authenticator } from "../wire/authenticate.ts";
import { type Call, headerText } from "../wire/call.ts";
import { errorResponse, type HttpResponse, type ResponseStyle, successResponse } from "../wire/response.ts";
import type { UntrustedHeader } from "./browser-requests.ts";
import type { RateLimit } from "./rate-limit.ts";

/** The paths the API answers at. Source: the endpoints of Apsara Stack's gateways. */
const PATHS = ["/", "/asapi/v3", "/asapi/v3/"];

/** What the gateway needs to handle calls. */
export interface GatewayParts {
  readonly stack: Stack;
  readonly authenticator: Authenticator;
  readonly settings: LiveSettings;
  readonly faults: FaultRules;
  readonly chaos: Chaos;
  readonly rateLimit: RateLimit;
  /** Saves what was just changed to the state file, if there is one. */
  save(): Promise<void>;
  /** Resolves when every change so far is saved, so that no response reports a change that could still be lost. */
  saved(): Promise<void>;
  /** Reports a defect of the stack. */
  reportBug(error: unknown): void;
}

/** The outcome of a call. Without a response the connection is cut. */
export interface Outcome {
  readonly response: HttpResponse | undefined;
  readonly errorCode: string | null;
  readonly fault: string | null;
}

/** Takes a call from the wire to its action, and the result back. */
export class Gateway {
  readonly #parts: GatewayParts;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
  }

  /**
   * Handles a call. `untrusted` is set when a web page may have sent it: then it is refused although its signature is
   * right, because everybody knows the default key. The signal is aborted when the client or the stack is gone. Never
   * rejects: a mistake of the caller is an error response, a defect of the stack is reported and becomes
   * InternalError.
   */
  async handle(call: Call, untrusted: UntrustedHeader | undefined, signal: AbortSignal): Promise<Outcome> {
    const style = this.#styleOf(call);
    let rule: FaultRule | undefined;
    const outcome = (response: HttpResponse | undefined, errorCode: string | null = null): Outcome => ({
      response,
      errorCode,
      fault: rule?.fault ?? null,
    });
    try {
      const { latencyMs } = this.#parts.settings.current;
      if (latencyMs > 0 && !(await sleep(latencyMs, signal))) return outcome(undefined);
      const action = resolveAction(call);
      const accessKeyId = this.#parts.authenticator.verify(call);
      if (untrusted !== undefined) throw apiError(untrusted === "origin" ? "originRefused" : "hostRefused");
      this.#parts.rateLimit.admit(this.#parts.settings.current.rateLimit);
      rule = this.#nextFault(action.name);
      if (rule !== undefined && (await breakRequest(rule, signal))) return outcome(undefined);
      const result = action.run(this.#parts.stack, call.parameters, { accessKeyId, host: style.hostId });
      await (action.writes ? this.#parts.save() : this.#parts.saved());
      if (rule?.fault === "drop-after") return outcome(undefined);
      return outcome(successResponse(action.name, result, style));
    } catch (error) {
      const known = error instanceof ApiError ? error : apiError("internalError");
      if (!(error instanceof ApiError)) this.#parts.reportBug(error);
      if (rule?.fault === "drop-after") return outcome(undefined, known.code);
      return outcome(errorResponse(known, style), known.code);
    }
  }

  /** The outcome of a call that is refused before its action is known. */
  refuse(call: Call, error: ApiError): Outcome {
    return { response: errorResponse(error, this.#styleOf(call)), errorCode: error.code, fault: null };
  }

  #styleOf(call: Call): ResponseStyle {
    return {
      requestId: randomUUID().toUpperCase(),
      hostId: call.headers.host ?? "",
      format: call.format,
      asapi: this.#parts.settings.current.asapi
        ? { traceId: headerText(call.headers["eagleeye-traceid"]) ?? "" }
        : undefined,
    };
  }

  /** The fault for the request: that of a rule, or else of chaos. Both count the request. */
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
