import { createPrivateKey, X509Certificate } from "node:crypto";

import { describe, expect, it } from "vitest";

import { makeCertificate } from "./certificate.ts";

const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5);
const HOSTS = ["localhost", "127.0.0.1", "::1", "fe80::1:0:0:2", "stack.example.com"];
const made = makeCertificate(HOSTS, NOW_MS);
const certificate = new X509Certificate(made.certificatePem);

describe("a certificate", () => {
  it("belongs to its key and is signed with it", () => {
    expect(certificate.checkPrivateKey(createPrivateKey(made.keyPem))).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkIssued(certificate)).toBe(true);
  });

  it.each(["localhost", "stack.example.com"])("is for the host %s", (host) => {
    expect(certificate.checkHost(host)).toBe(host);
  });

  it.each(["127.0.0.1", "::1", "fe80::1:0:0:2"])("is for the address %s", (address) => {
    expect(certificate.checkIP(address)).toBe(address);
  });

  it("is for no other host or address", () => {
    expect([certificate.checkHost("example.com"), certificate.checkIP("127.0.0.2")]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("is an authority, only for servers, and valid for less than 398 days", () => {
    expect(certificate.ca).toBe(true);
    expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
    expect([certificate.validFrom, certificate.validTo]).toEqual([
      "Jan  1 03:04:05 2026 GMT",
      "Feb  2 03:04:05 2027 GMT",
    ]);
  });

  it("has a key and a serial number of its own", () => {
    const other = new X509Certificate(makeCertificate(HOSTS, NOW_MS).certificatePem);
    expect(other.serialNumber).not.toBe(certificate.serialNumber);
    expect(other.fingerprint256).not.toBe(certificate.fingerprint256);
    expect(other.publicKey.equals(certificate.publicKey)).toBe(false);
  });
});
