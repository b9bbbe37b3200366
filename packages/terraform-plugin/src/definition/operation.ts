import type { Diagnostics } from "../diagnostics.ts";
import type { PrivateState } from "./private-state.ts";

/** The reason of a signal that was aborted because the user interrupted Terraform. */
export class OperationStopped extends Error {
  constructor() {
    super("the operation was interrupted");
    this.name = "OperationStopped";
  }
}

/** The reason of a signal that was aborted because the operation's time-out passed. */
export class OperationTimedOut extends Error {
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(`the operation took longer than ${timeoutMs} ms`);
    this.name = "OperationTimedOut";
    this.timeoutMs = timeoutMs;
  }
}

/** What every operation of a resource or data source gets. */
export interface OperationContext {
  /** Aborted when the time-out passes ({@link OperationTimedOut}) or Terraform is interrupted ({@link OperationStopped}). */
  readonly signal: AbortSignal;
  /** How long the operation may take as a whole. */
  readonly timeoutMs: number;
  /** For warnings, and for errors beside a result. Throw a DiagnosticError to fail. */
  readonly diagnostics: Diagnostics;
}

/** What an operation that changes something gets beside. */
export interface ChangeContext extends OperationContext {
  readonly privateState: PrivateState;
}
