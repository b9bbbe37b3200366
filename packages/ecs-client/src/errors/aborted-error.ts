import { EcsError } from "./ecs-error.ts";

/** The error of a call that its signal ended before anything was sent. */
export function abortedError(
  call: { action: string; subject: string | null },
  signal: AbortSignal,
): EcsError {
  return new EcsError({ ...call, kind: "aborted", reason: "it was cancelled", cause: signal.reason });
}
