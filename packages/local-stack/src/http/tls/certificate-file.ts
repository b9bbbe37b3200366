import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { LocalStackError } from "../../errors/local-stack-error.ts";

/**
 * Writes a certificate, without its key, to a file in a new folder, for clients to trust; returns the file's path.
 * Rejects with a CertificateNotWritable error when the folder for temporary files cannot be written.
 */
export async function writeCertificateFile(certificatePem: string): Promise<string> {
  try {
    const path = join(await mkdtemp(join(tmpdir(), "local-stack-")), "ca.pem");
    await writeFile(path, certificatePem);
    return path;
  } catch (error) {
    throw new LocalStackError(
      "CertificateNotWritable",
      `The certificate cannot be written to the folder for temporary files, ${tmpdir()}: set TMPDIR to a folder that can be written.`,
      error,
    );
  }
}

/** Removes the file and its folder. */
export async function removeCertificateFile(path: string): Promise<void> {
  await rm(dirname(path), { recursive: true, force: true });
}
