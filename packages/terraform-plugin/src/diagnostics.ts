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

  /** Adds what was thrown: a {@link DiagnosticError} as it is, anything else as a defect of the provider. */
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
 * Thrown by provider code for what the user or the service did. Whatever else is thrown is reported as a defect of the provider.
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
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return [
    {
      severity: "error",
      summary: "Provider defect",
      detail: `While ${during}, the provider failed in a way that it should not: ${text}. This is a bug in the provider; please report it with the log of TF_LOG_PROVIDER=trace.`,
    },
  ];
}
