import { X509Certificate } from "node:crypto";
import { configurationError } from "../errors/configuration-error.ts";

/**
 * Checks that every certificate of a PEM text can be read, expired or not, and gives the text back. TLS itself ignores what it cannot
 * read, so that a damaged certificate would only show as an endpoint that is not trusted.
 *
 * @throws EcsError of kind `configuration` that names the option and the certificate
 */
export function parseCertificates(pem: string): string {
  const count = pem.match(/-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/g)?.length ?? 0;
  if (count === 0) throw configurationError("caPem holds no certificate in PEM");
  const blocks =
    pem.match(/-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----(?:(?!-----)[\s\S])*-----END \1-----/g) ?? [];
  if (blocks.length < count) throw configurationError("caPem: a certificate begins and does not end");
  for (const [index, block] of blocks.entries()) {
    if (!isCertificate(block))
      throw configurationError(`caPem: certificate ${index + 1} of ${count} is damaged and cannot be read`);
  }
  return pem;
}

function isCertificate(block: string): boolean {
  try {
    new X509Certificate(block);
    return true;
  } catch {
    return false;
  }
}
