import { EcsError, type EcsErrorDetails } from "./ecs-error.ts";

/** The error of what should never happen: a defect of this package. `reason` says where it happened. */
export function internalError(
  reason: string,
  cause: unknown,
  details: Omit<EcsErrorDetails, "kind" | "reason" | "cause">,
): EcsError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new EcsError({
    ...details,
    kind: "internal",
    reason: `defect of ecs-client: ${reason}: ${why}`,
    cause,
  });
}
