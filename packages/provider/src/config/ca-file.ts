import { readFileSync } from "node:fs";
import { certificateProblem } from "ecs-client";
import { DiagnosticError, path } from "terraform-plugin";

/**
 * The content of `ca_file`, whose certificates can all be decoded. Throws a DiagnosticError at `ca_file` that names the file and what is
 * wrong with it, but never shows its content: the file may be a private key.
 */
export function readCaFile(file: string): string {
  const pem = read(file);
  const problem = certificateProblem(pem);
  if (problem === null) return pem;
  throw caFileError("Invalid ca_file", `The file ${file} ${problem}.`);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw caFileError("Could not read ca_file", `Could not read the file ${file}: ${reason}.`, error);
  }
}

function caFileError(summary: string, detail: string, cause?: unknown): DiagnosticError {
  return new DiagnosticError(summary, detail, { path: path("ca_file"), cause });
}
