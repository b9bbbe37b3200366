import { describe, expect, it } from "vitest";
import { createEcsClient } from "../client.ts";
import { testCertificate } from "../testing/test-certificate.ts";
import type { EcsClientOptions } from "./client-options.ts";

const valid: EcsClientOptions = {
  endpoint: "https://ecs.example.com",
  regionId: "cn-test-1",
  credentials: { accessKeyId: "id", accessKeySecret: "secret" },
};

describe("createEcsClient", () => {
  it.each([
    "https://ecs.example.com",
    "http://127.0.0.1:1234/asapi/v3",
    "https://server.asapi.example.com/asapi/v3/",
  ])("accepts the endpoint %s", (endpoint) => {
    expect(() => createEcsClient({ ...valid, endpoint })).not.toThrow();
  });

  it.each([
    ["one certificate", testCertificate],
    [
      "several with comments between",
      `# one\n${testCertificate}# two\r\n${testCertificate.replaceAll("\n", "\r\n")}`,
    ],
    ["none", ""],
  ])("accepts a CA of %s", (_what, caPem) => {
    expect(() => createEcsClient({ ...valid, caPem })).not.toThrow();
  });

  it.each<[string, Partial<EcsClientOptions>, RegExp]>([
    ["an endpoint without protocol", { endpoint: "ecs.example.com" }, /endpoint/],
    ["an endpoint of another protocol", { endpoint: "ftp://ecs.example.com" }, /endpoint/],
    ["an endpoint with a query", { endpoint: "https://ecs.example.com/?a=b" }, /endpoint/],
    ["an endpoint with a password", { endpoint: "https://a:hidden@ecs.example.com/" }, /endpoint/],
    ["a proxy without protocol", { proxyUrl: "user:hidden@proxy:8080" }, /proxy/],
    [
      "a stray % in the proxy's password",
      { proxyUrl: "http://user:hidden%@proxy:8080" },
      /proxyUrl must have its user name and password percent-encoded.*%25/,
    ],
    ["a stray % in the proxy's user", { proxyUrl: "http://hidden%zz@proxy:8080" }, /proxyUrl .*%25/],
    ["a CA that is no certificate", { caPem: "hidden" }, /caPem contains no certificate in PEM format/],
    [
      "a CA without its end",
      { caPem: testCertificate.slice(0, 200) },
      /caPem is cut off: certificate 1 of 1, at line 1, has no end/,
    ],
    [
      "a CA that is damaged",
      { caPem: testCertificate + testCertificate.replace("MIIBnDCC", "MIIBnDC") },
      /caPem is damaged: certificate 2 of 2, at line \d+, cannot be decoded/,
    ],
    [
      "a CA that is not a certificate inside",
      { caPem: testCertificate.replace(/\n[^-]+\n/, "\naGlkZGVu\n") },
      /caPem is damaged: certificate 1 of 1, at line 1, cannot be decoded/,
    ],
    [
      "a header that has a line break",
      { extraHeaders: { "x-a": "hidden\r\nx-b: c" } },
      /extraHeaders: .* x-a /,
    ],
    ["a header without a name", { extraHeaders: { "": "hidden" } }, /extraHeaders: "" is not/],
    ["a user agent that has a line break", { userAgent: "hidden\n" }, /userAgent/],
    ["no time to connect", { connectTimeoutMs: 0 }, /connectTimeoutMs/],
    ["no end of reading", { readTimeoutMs: Number.POSITIVE_INFINITY }, /readTimeoutMs/],
    ["half a retry", { maxRetries: 0.5 }, /maxRetries/],
  ])("refuses %s, without quoting what may be secret", (_what, options, message) => {
    let thrown: unknown;
    try {
      createEcsClient({ ...valid, ...options });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ kind: "configuration", message: expect.stringMatching(message) });
    expect(String(thrown)).not.toContain("hidden");
  });
});
