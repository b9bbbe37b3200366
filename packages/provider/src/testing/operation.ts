import {
  type CreateContext,
  DiagnosticError,
  Diagnostics,
  OperationStopped,
  OperationTimedOut,
  type PrivateState,
  type UpdateContext,
} from "terraform-plugin";
import type { ImagePlan, ImageState } from "../image/schema.ts";

/** The timeout of every operation of {@link anOperation}. */
export const TIMEOUT_MS = 600_000;

/** One run of an operation: what Terraform gives it, and what it stored before it ended. */
export interface Operation {
  readonly signal: AbortSignal;
  /** Every partial state of the operation, in order. */
  readonly partials: readonly ImageState[];
  readonly privateState: PrivateState;
  /** Interrupts it, as the first Ctrl-C does. */
  stop(): void;
  /** Lets its timeout pass. */
  timeOut(): void;
  createContext(plan: ImagePlan): CreateContext<ImageState, ImagePlan>;
  updateContext(state: ImageState, plan: ImagePlan): UpdateContext<ImageState, ImagePlan>;
}

/** Starts an operation. */
export function anOperation(): Operation {
  const controller = new AbortController();
  const partials: ImageState[] = [];
  const privateState = emptyPrivateState();
  const createContext = (plan: ImagePlan): CreateContext<ImageState, ImagePlan> => ({
    config: plan,
    plan,
    signal: controller.signal,
    timeoutMs: TIMEOUT_MS,
    diagnostics: new Diagnostics(),
    privateState,
    partial: (state) => void partials.push(state),
  });
  return {
    signal: controller.signal,
    partials,
    privateState,
    stop: () => controller.abort(new OperationStopped()),
    timeOut: () => controller.abort(new OperationTimedOut(TIMEOUT_MS)),
    createContext,
    updateContext: (state, plan) => ({ ...createContext(plan), state }),
  };
}

/**
 * The error that an operation shows the user when it failed; rejects when it did not fail, or failed with anything but a message for the
 * user.
 */
export async function failureOf(operation: Promise<unknown>): Promise<DiagnosticError> {
  const outcome: unknown = await operation.then(
    () => "it succeeded",
    (error: unknown) => error,
  );
  if (outcome instanceof DiagnosticError) return outcome;
  throw new Error("the operation did not end with a DiagnosticError", { cause: outcome });
}

/** What Terraform stores beside a new object: nothing yet. */
export function emptyPrivateState(): PrivateState {
  const members = new Map<string, unknown>();
  const used: Pick<PrivateState, "get" | "set"> = {
    get: (name) => members.get(name),
    set: (name, value) => void members.set(name, value),
  };
  // Only the framework makes a PrivateState; these two members are all that a resource uses of it.
  return used as PrivateState;
}
