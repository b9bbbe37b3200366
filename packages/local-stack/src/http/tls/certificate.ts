import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";

import {
  derBits,
  derBytes,
  derIdentifier,
  derInteger,
  derSequence,
  derText,
  derTime,
  derTrue,
  derValue,
} from "./der.ts";

/** A private key and the certificate that belongs to it, both as PEM. */
export interface Certificate {
  readonly keyPem: string;
  readonly certificatePem: string;
}

const DAY_MS = 86_400_000;
/** Some systems trust no certificate of a server that is valid for more than 398 days. */
const VALID_DAYS = 397;
const ECDSA_WITH_SHA256 = derSequence(derIdentifier("1.2.840.10045.4.3.2"));

/**
 * Makes a key and a self-signed certificate for servers at the given host names and addresses. The certificate is its own
 * authority: a client that trusts it needs nothing else. Source: RFC 5280.
 */
export function makeCertificate(hosts: readonly string[], nowMs: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicKeyInfo = publicKey.export({ type: "spki", format: "der" });
  const name = nameOf("local-stack");
  const content = derSequence(
    derValue(0xa0, derInteger(Buffer.from([2]))),
    derInteger(randomBytes(16)),
    ECDSA_WITH_SHA256,
    name,
    derSequence(derTime(new Date(nowMs - DAY_MS)), derTime(new Date(nowMs + (VALID_DAYS - 1) * DAY_MS))),
    name,
    publicKeyInfo,
    derValue(0xa3, derSequence(...extensions(hosts, createHash("sha1").update(publicKeyInfo).digest()))),
  );
  const signature = sign("sha256", content, privateKey);
  const certificate = derSequence(content, ECDSA_WITH_SHA256, derBits(signature));
  return {
    keyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificatePem: pem("CERTIFICATE", certificate),
  };
}

function extensions(hosts: readonly string[], keyIdentifier: Buffer): Buffer[] {
  const extension = (id: string, value: Buffer, isCritical = false) =>
    derSequence(derIdentifier(id), ...(isCritical ? [derTrue] : []), derBytes(value));
  const serverAuthentication = derIdentifier("1.3.6.1.5.5.7.3.1");
  // The first and the sixth bit: digital signatures, and signing of certificates.
  const keyUsage = derBits(Buffer.from([0b1000_0100]), 2);
  return [
    extension("2.5.29.19", derSequence(derTrue), true), // basic constraints: an authority
    extension("2.5.29.15", keyUsage, true),
    extension("2.5.29.37", derSequence(serverAuthentication)), // extended key usage
    extension("2.5.29.14", derBytes(keyIdentifier)), // subject key identifier
    extension("2.5.29.35", derSequence(derValue(0x80, keyIdentifier))), // authority key identifier
    extension("2.5.29.17", derSequence(...hosts.map(hostName))), // subject alternative names
  ];
}

/** A host as certificates name it: an address by its bytes, all others as text. */
function hostName(host: string): Buffer {
  if (isIPv4(host)) return derValue(0x87, Buffer.from(host.split(".").map(Number)));
  if (isIPv6(host)) return derValue(0x87, ipv6Bytes(host));
  return derValue(0x82, Buffer.from(host));
}

function ipv6Bytes(address: string): Buffer {
  // The host of a URL has the shortest form of the address, in which only the longest run of zeros is left out.
  const shortest = new URL(`http://[${address.replace(/%.*$/, "")}]`).hostname.slice(1, -1);
  const [head = "", tail] = shortest.split("::");
  const groups = (text: string | undefined) => (text ? text.split(":") : []);
  const zeros = Array<string>(8 - groups(head).length - groups(tail).length).fill("0");
  const all = [...groups(head), ...zeros, ...groups(tail)];
  return Buffer.from(all.map((group) => group.padStart(4, "0")).join(""), "hex");
}

function nameOf(commonName: string): Buffer {
  return derSequence(derValue(0x31, derSequence(derIdentifier("2.5.4.3"), derText(commonName))));
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
