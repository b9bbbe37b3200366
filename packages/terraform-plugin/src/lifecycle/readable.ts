import { DiagnosticError } from "../diagnostics.ts";
import { ValueError } from "../types/errors.ts";

/** What `read` returns; a value in it that breaks the rules is nobody's defect here, but a DiagnosticError of this summary and detail. */
export function readable<T>(read: () => T, summary: string, detail: (reason: string) => string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ValueError)
      throw new DiagnosticError(summary, detail(error.message), { cause: error });
    throw error;
  }
}
