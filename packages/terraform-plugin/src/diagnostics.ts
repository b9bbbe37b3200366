import { formatDuration } from "./operation/duration.ts";
import { OperationStopped, OperationTimedOut } from "./operation/errors.ts";
import type { Path } from "./types/path.ts";

/** One message for the user; `path` points at the argument it is about. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** One line that says what is wrong. */
  readonly summary: string;
  /** What was done to what, why it failed and what to do next. */
  readonly detail: string;
  readonly path?: Path;
}

/** Collects what a call has to tell the user. Order is kept. */
export class Diagnostics {
  readonly #list: Diagnostic[] = [];

  /** Adds an error: the call fails. */
  error(summary: string, detail: string, path?: Path): void {
    this.#list.push({ severity: "error", summary, detail, ...(path && { path }) });
  }

  /** Adds a warning: the call goes on. */
  warning(summary: string, detail: string, path?: Path): void {
    this.#list.push({ severity: "warning", summary, detail, ...(path && { path }) });
  }

  /**
   * Adds what was thrown: a {@link DiagnosticError} as it is, the reason of an operation's signal (or an error caused by it, as Node's own
   * functions throw) as the end of the operation, anything else as a defect of the provider.
   */
  thrown(thrown: unknown, during: string): void {
    this.#list.push(...diagnosticsFromThrown(thrown, during));
  }

  /** Adds everything that another collection holds. */
  addAll(other: Diagnostics): void {
    this.#list.push(...other.list);
  }

  get list(): readonly Diagnostic[] {
    return this.#list;
  }

  get hasErrors(): boolean {
    return this.#list.some((diagnostic) => diagnostic.severity === "error");
  }
}

/**
 * Thrown by provider code for what the user or the service did. Whatever else is thrown is reported as a defect of the provider, but for
 * the end of an operation, see {@link Diagnostics.thrown}.
 * `cause` is for the log; it is never shown.
 */
export class DiagnosticError extends Error {
  readonly summary: string;
  readonly detail: string;
  readonly path: Path | undefined;

  constructor(summary: string, detail: string, options: { path?: Path; cause?: unknown } = {}) {
    super(`${summary}: ${detail}`, { cause: options.cause });
    this.name = "DiagnosticError";
    this.summary = summary;
    this.detail = detail;
    this.path = options.path;
  }
}

function diagnosticsFromThrown(thrown: unknown, during: string): Diagnostic[] {
  if (thrown instanceof AggregateError) {
    return thrown.errors.flatMap((each) => diagnosticsFromThrown(each, during));
  }
  if (thrown instanceof DiagnosticError) {
    const { summary, detail, path } = thrown;
    return [{ severity: "error", summary, detail, ...(path && { path }) }];
  }
  const ended = endOfOperation(thrown);
  if (ended) return [{ severity: "error", ...ended(during) }];
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return [
    {
      severity: "error",
      summary: "Provider defect",
      detail: `While ${during}, the provider failed in a way that it should not: ${text}. This is a bug in the provider; please report it with the log of TF_LOG_PROVIDER=trace.`,
    },
  ];
}

/** What to tell of an operation that was ended from outside, given what it was about; undefined when it ended on its own. */
function endOfOperation(
  thrown: unknown,
): ((during: string) => { summary: string; detail: string }) | undefined {
  const reason: unknown = thrown instanceof Error && thrown.name === "AbortError" ? thrown.cause : thrown;
  if (reason instanceof OperationStopped) {
    return (during) => ({
      summary: "Operation interrupted",
      detail: `Terraform was interrupted while ${during}. Run it again to go on.`,
    });
  }
  if (reason instanceof OperationTimedOut) {
    return (during) => ({
      summary: "Operation timed out",
      detail: `The time-out of ${formatDuration(reason.timeoutMs)} passed while ${during}. Where the resource has a timeouts block, it can be given longer there.`,
    });
  }
  return undefined;
}
