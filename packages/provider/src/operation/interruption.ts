import { EcsError } from "ecs-client";
import { formatDuration, OperationStopped, OperationTimedOut } from "terraform-plugin";
import { sentence } from "./errors.ts";

/** Whether an operation ended because of its signal, and not because of what it waited for. */
export function isInterruption(error: unknown, signal: AbortSignal): boolean {
  return (
    signal.aborted && (error === signal.reason || (error instanceof EcsError && error.kind === "aborted"))
  );
}

/** Whether the signal fired because the operation's timeout passed. */
export function hasTimedOut(signal: AbortSignal): boolean {
  return signal.reason instanceof OperationTimedOut;
}

/** Why a signal ended an operation, for the middle of a sentence. */
export function interruption(signal: AbortSignal): string {
  const reason: unknown = signal.reason;
  if (reason instanceof OperationTimedOut) return `the timeout of ${formatDuration(reason.timeoutMs)} passed`;
  return reason instanceof OperationStopped ? "Terraform was interrupted" : "the operation was cancelled";
}

/** The summary of an error, with the reason why a signal ended the retries of the call that failed, if one did. */
export function withInterruption(summary: string, signal: AbortSignal): string {
  return signal.aborted ? `${summary}: ${interruption(signal)}` : summary;
}

/** The failure that was being retried when a signal ended the operation, as a sentence after a space; else empty. */
export function lastFailure(error: unknown): string {
  const failure = error instanceof EcsError ? (error.kind === "aborted" ? error.lastError : error) : null;
  return failure ? ` The last attempt failed: ${sentence(failure.message)}` : "";
}
