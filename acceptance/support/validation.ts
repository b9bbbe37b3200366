import { type TerraformWorkspace, terraformWorkspace } from "terraform-plugin/testing";
import { PROVIDER_SOURCE, providerExecutable } from "./provider-build.ts";

/** One message of `terraform validate -json`. */
export interface Finding {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /** The line of the configuration that it refers to, without indentation; undefined when it refers to none. */
  readonly line: string | undefined;
  readonly file: string | undefined;
  readonly lineNumber: number | undefined;
}

interface RawDiagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

/** Validates the workspace, and returns all messages except the warning about development overrides. */
export async function findings(
  terraform: TerraformWorkspace,
  files: Readonly<Record<string, string>>,
): Promise<readonly Finding[]> {
  for (const [name, hcl] of Object.entries(files)) terraform.write(name, hcl);
  const { stdout } = await terraform.run("validate", "-json");
  // The format is Terraform's own and stable within version 1.
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly RawDiagnostic[] };
  return diagnostics
    .filter(({ summary }) => summary !== "Provider development overrides are in effect")
    .map(({ severity, summary, detail = "", range }) => ({
      severity,
      summary,
      detail,
      line: range && files[range.filename]?.split("\n")[range.start.line - 1]?.trim(),
      file: range?.filename,
      lineNumber: range?.start.line,
    }));
}

/** Validates many configurations with one command, each in a file of its own, and returns the messages of each. */
export async function findingsOfEach(
  configurations: readonly string[],
): Promise<readonly (readonly Finding[])[]> {
  const terraform = await terraformWorkspace({
    providers: [{ source: PROVIDER_SOURCE, executable: providerExecutable() }],
  });
  try {
    const nameOf = (index: number) => `case-${index}.tf`;
    const files = Object.fromEntries(configurations.map((hcl, index) => [nameOf(index), hcl]));
    const found = await findings(terraform, files);
    const lost = found.find(({ file }) => file === undefined || files[file] === undefined);
    if (lost) throw new Error(`a message refers to no configuration: ${JSON.stringify(lost)}`);
    return configurations.map((_, index) => found.filter(({ file }) => file === nameOf(index)));
  } finally {
    await terraform.close();
  }
}
