import type { Diagnostic, Diagnostics } from "../../diagnostics.ts";
import type { Diagnostic as DiagnosticMessage } from "../../protocol/generated/tfplugin6.ts";
import { encodePath } from "./path.ts";

/** The messages for all that was collected, in order. */
export function encodeDiagnostics(diagnostics: Diagnostics): DiagnosticMessage[] {
  return diagnostics.list.map(encodeDiagnostic);
}

function encodeDiagnostic({ severity, summary, detail, path }: Diagnostic): DiagnosticMessage {
  return { severity: severity === "error" ? 1 : 2, summary, detail, attribute: path && encodePath(path) };
}
