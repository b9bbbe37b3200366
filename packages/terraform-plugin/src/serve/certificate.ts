import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { der } from "./der.ts";

/** A key and the self-signed certificate for it. */
export interface Certificate {
  readonly certificateDer: Buffer;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** What a certificate is for, and how strong its key is. */
export interface CertificateKind {
  readonly curve: keyof typeof SIGNATURES;
  readonly usage: "server" | "client";
}

/** Host and plugin share one clock, but it may be set back between them by as much as a time zone. */
const BACKDATED_MS = 24 * 60 * 60 * 1000;
const VALID_YEARS = 30;

/** How a key of each curve signs. */
const SIGNATURES = {
  "P-256": { hash: "sha256", algorithm: "1.2.840.10045.4.3.2" },
  "P-521": { hash: "sha512", algorithm: "1.2.840.10045.4.3.4" },
} as const;

const USAGES = { server: "1.3.6.1.5.5.7.3.1", client: "1.3.6.1.5.5.7.3.2" } as const;

const OID = {
  commonName: "2.5.4.3",
  organization: "2.5.4.10",
  keyUsage: "2.5.29.15",
  subjectAlternativeName: "2.5.29.17",
  extendedKeyUsage: "2.5.29.37",
} as const;

/**
 * Makes a self-signed certificate for the name `localhost`. A plugin presents one to its host, new for every process, and the
 * host trusts exactly that one and verifies it for `localhost`, which must be a subject alternative name. P-256 is the
 * fastest curve; hosts themselves use P-521.
 * Source: go-plugin (automatic mTLS), RFC 5280.
 */
export function createCertificate({ curve, usage }: CertificateKind, now: Date = new Date()): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: curve });
  const { hash, algorithm } = SIGNATURES[curve];
  const signatureAlgorithm = der.sequence(der.objectIdentifier(algorithm));
  const publicKeyInfo = publicKey.export({ type: "spki", format: "der" });
  const content = certificateContent(publicKeyInfo, signatureAlgorithm, USAGES[usage], now);
  const signature = sign(hash, content, privateKey);
  const certificateDer = der.sequence(content, signatureAlgorithm, der.bitString(signature));
  return {
    certificateDer,
    certificatePem: toPem(certificateDer),
    privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** Reads the first certificate of a PEM text as DER. Returns undefined when there is none. */
export function certificateFromPem(pem: string): Buffer | undefined {
  const [, base64] = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/.exec(pem) ?? [];
  const bytes = Buffer.from(base64 ?? "", "base64");
  return bytes.length === 0 ? undefined : bytes;
}

function certificateContent(
  publicKeyInfo: Uint8Array,
  signatureAlgorithm: Uint8Array,
  usage: string,
  now: Date,
): Buffer {
  const notBefore = new Date(now.getTime() - BACKDATED_MS);
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(now.getUTCFullYear() + VALID_YEARS);
  const name = der.sequence(
    nameAttribute(OID.organization, "terraform-plugin"),
    nameAttribute(OID.commonName, "localhost"),
  );
  const dnsName = 2;
  const digitalSignature = 0;
  return der.sequence(
    der.explicit(0, der.integer(Buffer.from([2]))),
    der.integer(randomBytes(16)),
    signatureAlgorithm,
    name,
    der.sequence(der.time(notBefore), der.time(notAfter)),
    name,
    publicKeyInfo,
    der.explicit(
      3,
      der.sequence(
        extension(OID.keyUsage, der.namedBits(digitalSignature)),
        extension(OID.extendedKeyUsage, der.sequence(der.objectIdentifier(usage))),
        extension(
          OID.subjectAlternativeName,
          der.sequence(der.implicit(dnsName, Buffer.from("localhost", "latin1"))),
        ),
      ),
    ),
  );
}

function nameAttribute(type: string, value: string): Buffer {
  return der.set(der.sequence(der.objectIdentifier(type), der.utf8String(value)));
}

function extension(type: string, value: Uint8Array): Buffer {
  return der.sequence(der.objectIdentifier(type), der.octetString(value));
}

function toPem(certificate: Buffer): string {
  const lines = certificate.toString("base64").replace(/.{64}(?=.)/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
