import { X509Certificate } from "node:crypto";
import { configurationError } from "../errors/configuration-error.ts";

/**
 * Checks the certificates of the option `caPem` and returns the text. TLS itself ignores what it cannot read, so that a damaged
 * certificate would only show as an endpoint that is not trusted.
 *
 * @throws EcsError of kind `configuration` that names the option and the certificate
 */
export function parseCertificates(pem: string): string {
  const problem = certificateProblem(pem);
  if (problem !== null) throw configurationError(`caPem ${problem}`);
  return pem;
}

/**
 * Why a text cannot be used as certificates in PEM format, as the end of a sentence about the text; null if it can. Expired certificates
 * can be used. The reason never quotes the text, which may be a private key.
 */
export function certificateProblem(pem: string): string | null {
  const starts = [...pem.matchAll(/-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/g)].map(
    ({ index }) => index,
  );
  if (starts.length === 0) {
    return "contains no certificate in PEM format, which starts with the line -----BEGIN CERTIFICATE-----";
  }
  for (const [index, start] of starts.entries()) {
    const block = /^-----BEGIN (.+?)-----(?:(?!-----)[\s\S])*-----END \1-----/.exec(
      pem.slice(start, starts[index + 1]),
    );
    if (block !== null && isCertificate(block[0])) continue;
    const where = `certificate ${index + 1} of ${starts.length}, at line ${pem.slice(0, start).split("\n").length}`;
    return block === null ? `is cut off: ${where}, has no end` : `is damaged: ${where}, cannot be decoded`;
  }
  return null;
}

function isCertificate(block: string): boolean {
  try {
    new X509Certificate(block);
    return true;
  } catch {
    return false;
  }
}
