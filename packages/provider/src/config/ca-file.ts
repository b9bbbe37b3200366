import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { DiagnosticError, path } from "terraform-plugin";

const BEGIN = "-----BEGIN CERTIFICATE-----";
const END = "-----END CERTIFICATE-----";

/**
 * The content of `ca_file`, all of whose certificates can be decoded. A certificate that has expired passes: whether it is valid is
 * decided when a connection is made. Throws a DiagnosticError at `ca_file` that names the file and what is wrong with it, but never
 * shows its content: the file may be a private key.
 */
export function readCaFile(file: string): string {
  const pem = read(file);
  const starts = [...pem.matchAll(new RegExp(BEGIN, "g"))].map(({ index }) => index);
  if (starts.length === 0) {
    throw caFileError(
      "Invalid ca_file",
      `The file ${file} contains no certificate in PEM format. A certificate in PEM format starts with the line ${BEGIN}.`,
    );
  }
  for (const [index, start] of starts.entries()) {
    const problem = certificateProblem(pem.slice(start, starts[index + 1]));
    if (problem === null) continue;
    const line = pem.slice(0, start).split("\n").length;
    throw caFileError(
      "Invalid ca_file",
      `Certificate ${index + 1} in the file ${file}, at line ${line}, is damaged: ${problem.reason}. Replace the file with a complete copy.`,
      problem.cause,
    );
  }
  return pem;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw caFileError("Could not read ca_file", `Could not read the file ${file}: ${reason}.`, error);
  }
}

/** What is wrong with a text that starts with the first line of a certificate; null if nothing is. */
function certificateProblem(text: string): { readonly reason: string; readonly cause?: unknown } | null {
  const end = text.indexOf(END);
  if (end < 0) return { reason: `the line ${END} is missing` };
  try {
    new X509Certificate(text.slice(0, end + END.length));
    return null;
  } catch (error) {
    return { reason: "its content cannot be decoded", cause: error };
  }
}

function caFileError(summary: string, detail: string, cause?: unknown): DiagnosticError {
  return new DiagnosticError(summary, detail, { path: path("ca_file"), cause });
}
