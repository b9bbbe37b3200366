import type { EcsError } from "../errors/ecs-error.ts";
import type { Limiter } from "./limiter.ts";
import type { LogFields, Logger } from "./logger.ts";

/** The log of one call. An entry about the call names the action and the objects the call is about. */
export interface CallLog {
  /** An attempt ended; `error` is null when it succeeded, `objects` are those that its response names. */
  attempted(attempt: AttemptOutcome): void;
  slowedDown(limiter: Pick<Limiter, "ratePerSecond" | "throttledCount">): void;
  tokenExpired(): void;
  retrying(error: EcsError, delayMs: number, attempt: number): void;
}

/** How an attempt ended. */
export interface AttemptOutcome {
  /** Counts from 1. */
  readonly attempt: number;
  readonly durationMs: number;
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  readonly error: EcsError | null;
  readonly objects: LogFields;
}

/** Writes the log of one call of the action. The texts of `objects` must be free of secrets. */
export function callLog(logger: Logger, action: string, objects: LogFields): CallLog {
  const about = { action, ...objects };
  return {
    attempted({ attempt, durationMs, httpStatus, requestId, error, objects: objectsOfResponse }) {
      logger("debug", "ECS call", {
        ...about,
        ...objectsOfResponse,
        attempt,
        httpStatus,
        durationMs: Math.round(durationMs),
        requestId,
        code: error?.code ?? null,
        ...(error && { kind: error.kind }),
      });
    },
    slowedDown({ ratePerSecond, throttledCount }) {
      logger("warn", "slowed down, the service is throttling", { action, ratePerSecond, throttledCount });
    },
    tokenExpired() {
      logger("info", "the security token has expired, asking for another", about);
    },
    retrying({ kind, code, httpStatus }, delayMs, attempt) {
      logger("info", "retrying an ECS call", {
        ...about,
        attempt,
        delayMs: Math.round(delayMs),
        kind,
        code,
        httpStatus,
      });
    },
  };
}
