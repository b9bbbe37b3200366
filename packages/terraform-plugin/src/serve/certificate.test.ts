import { createPrivateKey, X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { certificateFromPem, createCertificate } from "./certificate.ts";

const SERVER = { curve: "P-256", usage: "server" } as const;

describe("createCertificate", () => {
  test("makes a certificate of the key, signed by the key, for localhost", () => {
    const { certificatePem, privateKeyPem } = createCertificate(SERVER);
    const certificate = new X509Certificate(certificatePem);
    expect(certificate.checkPrivateKey(createPrivateKey(privateKeyPem))).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkHost("localhost")).toBe("localhost");
    expect(certificate.subjectAltName).toBe("DNS:localhost");
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
    expect(certificate.issuer).toBe(certificate.subject);
  });

  test.each([
    [{ curve: "P-256", usage: "server" }, "1.3.6.1.5.5.7.3.1", "prime256v1"],
    [{ curve: "P-521", usage: "client" }, "1.3.6.1.5.5.7.3.2", "secp521r1"],
  ] as const)("%j is for that use and has that key", (kind, usage, curve) => {
    const certificate = new X509Certificate(createCertificate(kind).certificatePem);
    // Despite its name, keyUsage lists the extended usages.
    expect(certificate.keyUsage).toEqual([usage]);
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe(curve);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  });

  test.each([
    ["2026-08-21T12:00:00Z", "Aug 20 12:00:00 2026 GMT", "Aug 21 12:00:00 2056 GMT"],
    ["2019-12-31T23:59:59Z", "Dec 30 23:59:59 2019 GMT", "Dec 31 23:59:59 2049 GMT"],
    ["2020-01-01T00:00:10Z", "Dec 31 00:00:10 2019 GMT", "Jan  1 00:00:10 2050 GMT"],
    ["2051-03-01T00:00:00Z", "Feb 28 00:00:00 2051 GMT", "Mar  1 00:00:00 2081 GMT"],
  ])("made at %s it is valid from %s to %s", (now, from, to) => {
    const certificate = new X509Certificate(createCertificate(SERVER, new Date(now)).certificatePem);
    expect([certificate.validFrom, certificate.validTo]).toEqual([from, to]);
  });

  test("every certificate has a key and a positive serial number of its own", () => {
    const certificates = Array.from(
      { length: 20 },
      () => new X509Certificate(createCertificate(SERVER).certificateDer),
    );
    expect(new Set(certificates.map(({ serialNumber }) => serialNumber)).size).toBe(20);
    expect(new Set(certificates.map(({ fingerprint256 }) => fingerprint256)).size).toBe(20);
    for (const { serialNumber } of certificates) expect(serialNumber).not.toMatch(/^-/);
  });
});

describe("certificateFromPem", () => {
  test("reads back what was written, with either line ending", () => {
    const { certificatePem, certificateDer } = createCertificate(SERVER);
    expect(certificateFromPem(certificatePem)).toEqual(certificateDer);
    expect(certificateFromPem(certificatePem.replaceAll("\n", "\r\n"))).toEqual(certificateDer);
  });

  test.each([
    "",
    "rubbish",
    "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
    "-----BEGIN CERTIFICATE-----\nAAAA",
  ])("finds none in %j", (pem) => {
    expect(certificateFromPem(pem)).toBeUndefined();
  });
});
