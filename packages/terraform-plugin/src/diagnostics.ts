import { logger } from "./log/logger.ts";
import { hideInRequest } from "./log/request-context.ts";
import { formatDuration } from "./operation/duration.ts";
import { OperationStopped, OperationTimedOut } from "./operation/errors.ts";
import { redactor } from "./text/redaction.ts";
import { safeText } from "./text/safe-text.ts";
import type { Path } from "./types/path.ts";

const log = logger("diagnostics");

/** One message for the user; `path` points at the argument it is about. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** One line that says what is wrong. */
  readonly summary: string;
  /** What was done to what, why it failed and what to do next. */
  readonly detail: string;
  readonly path?: Path;
}

/**
 * Collects the diagnostics of one request, in order. No text in it shows a secret of this process or acts on a terminal (`safeText`), or
 * shows a value that is hidden here.
 */
export class Diagnostics {
  readonly #collected: Diagnostic[] = [];
  readonly #hidden: (() => Iterable<string>)[] = [];

  /** Adds an error: the request fails. */
  error(summary: string, detail: string, path?: Path): void {
    this.#collected.push({ severity: "error", summary, detail, ...(path && { path }) });
  }

  /** Adds a warning: the request goes on. */
  warning(summary: string, detail: string, path?: Path): void {
    this.#collected.push({ severity: "warning", summary, detail, ...(path && { path }) });
  }

  /**
   * Adds what was thrown: a {@link DiagnosticError} as it is; the reason of an operation's signal, or an error caused by it, as Node's own
   * functions throw, as the end of the operation; anything else as a defect of the provider. Logs what the user does not see: the cause of
   * the former, and its code, at debug, the stack of a defect at error.
   *
   * @param during what the provider was doing, to complete "while …"
   */
  thrown(thrown: unknown, during: string): void {
    for (const each of flattened(thrown)) this.#collected.push(fromThrown(each, during));
  }

  /** Adds everything that another collection holds. */
  addAll(other: Diagnostics): void {
    this.#collected.push(...other.list);
  }

  /**
   * Hides values in every text of this collection, including those that are there already, and in what the request logs from now on.
   * `values` gives them when there is a text to show. For the values of sensitive attributes, which no rule and no error of the provider may
   * repeat.
   */
  hide(values: () => Iterable<string>): void {
    this.#hidden.push(values);
    hideInRequest(values);
  }

  /** What was collected, in texts that may be shown. */
  get list(): readonly Diagnostic[] {
    if (this.#collected.length === 0) return [];
    const redactHidden = redactor(this.#hidden.flatMap((values) => [...values()]));
    return this.#collected.map((each) => ({
      ...each,
      summary: safeText(each.summary, redactHidden),
      detail: safeText(each.detail, redactHidden),
    }));
  }

  get hasErrors(): boolean {
    return this.#collected.some((diagnostic) => diagnostic.severity === "error");
  }
}

/**
 * Thrown by provider code for what the user or the service did. Anything else that is thrown is reported as a defect of the provider,
 * except for the end of an operation, see {@link Diagnostics.thrown}. `cause` is for the log and never shown.
 */
export class DiagnosticError extends Error {
  readonly summary: string;
  readonly detail: string;
  readonly path: Path | undefined;
  /** A name of this kind of error that stays the same from version to version; for the log, and for tests. */
  readonly code: string | undefined;

  constructor(
    summary: string,
    detail: string,
    options: { readonly path?: Path; readonly cause?: unknown; readonly code?: string } = {},
  ) {
    super(`${summary}: ${detail}`, { cause: options.cause });
    this.name = "DiagnosticError";
    this.summary = summary;
    this.detail = detail;
    this.path = options.path;
    this.code = options.code;
  }
}

/** Several errors at once are reported one by one. */
function flattened(thrown: unknown): readonly unknown[] {
  return thrown instanceof AggregateError ? thrown.errors.flatMap(flattened) : [thrown];
}

function fromThrown(thrown: unknown, during: string): Diagnostic {
  if (thrown instanceof DiagnosticError) {
    const { summary, detail, path, code, cause } = thrown;
    if (code !== undefined || cause !== undefined) {
      log.debug("An error was reported", { code, summary, detail, cause });
    }
    return { severity: "error", summary, detail, ...(path && { path }) };
  }
  const ended = endOfOperation(thrown, during);
  if (ended) return { severity: "error", ...ended };
  log.error(`The provider failed while ${during}`, { error: thrown });
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return {
    severity: "error",
    summary: "Provider defect",
    detail:
      `The provider failed unexpectedly while ${during}: ${text}. This is a bug in the provider. ` +
      "Please report it with the log that TF_LOG_PROVIDER=trace gives.",
  };
}

/** The texts for an operation that was ended from outside; undefined for any other error. */
function endOfOperation(thrown: unknown, during: string): Pick<Diagnostic, "summary" | "detail"> | undefined {
  const reason: unknown = thrown instanceof Error && thrown.name === "AbortError" ? thrown.cause : thrown;
  if (reason instanceof OperationStopped) {
    return {
      summary: "Operation interrupted",
      detail: `Terraform was interrupted while ${during}. Run it again to continue.`,
    };
  }
  if (reason instanceof OperationTimedOut) {
    return {
      summary: "Operation timed out",
      detail: `The timeout of ${formatDuration(reason.timeoutMs)} passed while ${during}. If the resource has a timeouts block, set a longer timeout there.`,
    };
  }
  return undefined;
}
