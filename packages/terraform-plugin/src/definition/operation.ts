import type { Diagnostics } from "../diagnostics.ts";
import type { OperationStopped, OperationTimedOut } from "../operation/errors.ts";
import type { PrivateState } from "./private-state.ts";

/** What every operation of a resource or data source gets. */
export interface OperationContext {
  /** Aborted when the timeout passes ({@link OperationTimedOut}) or Terraform is interrupted ({@link OperationStopped}). */
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
