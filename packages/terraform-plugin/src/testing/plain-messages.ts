import type { AttributePath, AttributePath_Step, Diagnostic } from "../protocol/generated/tfplugin6.ts";
import { formatPath, type PathStep } from "../types/path.ts";

/** A diagnostic as a test compares it. */
export interface TestDiagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /** The argument it is about as it is written in Terraform's language; undefined when it is about none. */
  readonly path: string | undefined;
}

const SEVERITIES = ["error", "error", "warning"] as const;

/** Diagnostics from their messages; one without a severity counts as an error. */
export function plainDiagnostics(messages: readonly Diagnostic[]): readonly TestDiagnostic[] {
  return messages.map(({ severity, summary, detail, attribute }) => ({
    severity: SEVERITIES[severity],
    summary,
    detail,
    path: attribute && plainPath(attribute),
  }));
}

/** A path as it is written in Terraform's language. */
export function plainPath({ steps }: AttributePath): string {
  return formatPath(steps.map(plainStep));
}

function plainStep({ selector }: AttributePath_Step): PathStep {
  switch (selector?.$case) {
    case "attributeName":
      return { attribute: selector.attributeName };
    case "elementKeyString":
      return { key: selector.elementKeyString };
    case "elementKeyInt":
      return { index: Number(selector.elementKeyInt) };
    case undefined:
      throw new Error("the provider sent a path with an empty step");
  }
}
