import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Writes a certificate, without its key, to a file in a new folder, for clients to trust; returns the file's path. */
export async function writeCertificateFile(certificatePem: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "local-stack-")), "ca.pem");
  await writeFile(path, certificatePem);
  return path;
}

/** Removes the file and its folder. */
export async function removeCertificateFile(path: string): Promise<void> {
  await rm(dirname(path), { recursive: true, force: true });
}
