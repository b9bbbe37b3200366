import { DiagnosticError } from "../diagnostics.ts";
import { ValueError } from "../types/errors.ts";

/**
 * Returns what `read` returns. A value that breaks the rules becomes a DiagnosticError with this summary and detail: it came from outside, so
 * that it is no defect of the provider.
 */
export function readable<T>(read: () => T, summary: string, detail: (reason: string) => string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ValueError)
      throw new DiagnosticError(summary, detail(error.message), { cause: error });
    throw error;
  }
}
