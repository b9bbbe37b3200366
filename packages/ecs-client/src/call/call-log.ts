import type { EcsError } from "../errors/ecs-error.ts";
import type { Limiter } from "./limiter.ts";
import type { LogFields, Logger } from "./logger.ts";

/** The log of one call. Every entry names the action and the objects it is about. */
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

/** Writes the log of one call. The texts of `about` must be free of secrets. */
export function callLog(logger: Logger, about: LogFields): CallLog {
  return {
    attempted({ attempt, durationMs, httpStatus, requestId, error, objects }) {
      logger("debug", "ECS call", {
        ...about,
        ...objects,
        attempt,
        httpStatus,
        durationMs: Math.round(durationMs),
        requestId,
        code: error?.code ?? null,
        ...(error && { kind: error.kind }),
      });
    },
    slowedDown({ ratePerSecond, throttledCount }) {
      logger("warn", "slowed down, the service is throttling", { ...about, ratePerSecond, throttledCount });
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
