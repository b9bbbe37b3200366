import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCredentials } from "../testing/test-client.ts";
import { redactor } from "./redact.ts";

const { accessKeyId, accessKeySecret, securityToken } = testCredentials;
const redact = redactor(Object.values(testCredentials));
const once = encodeURIComponent(securityToken);

describe("redact", () => {
  it.each([
    [
      "the string to sign of a refused signature",
      `Specified signature is not matched with our calculation. server string to sign is:POST&%2F&AccessKeyId%3D${accessKeyId}%26SecurityToken%3D${encodeURIComponent(once)}`,
      "Specified signature is not matched with our calculation. server string to sign is: [redacted]",
    ],
    [
      "a canonical request",
      "Server CanonicalRequest is:POST\n/\nx-acs-security-token:abc",
      "Server CanonicalRequest is: [redacted]",
    ],
    ["the secret", `no ${accessKeySecret} here`, "no [redacted] here"],
    ["the security token", `no ${securityToken} here`, "no [redacted] here"],
    ["the encoded security token", `no ${once} here`, "no [redacted] here"],
    ["the token encoded with small digits", `no ${once.toLowerCase()} here`, "no [redacted] here"],
    ["the token as a form field", `no ${once.replaceAll("%20", "+")} here`, "no [redacted] here"],
    ["the doubly encoded security token", `no ${encodeURIComponent(once)} here`, "no [redacted] here"],
    ["the access key ID", `key ${accessKeyId} is unknown`, "key [redacted] is unknown"],
    [
      "parameters of a signed URL",
      "GET /?Signature=abc%3D&SecurityToken=xyz&A=1",
      "GET /?Signature=[redacted]&SecurityToken=[redacted]&A=1",
    ],
    [
      "a token that holds an encoded & as a whole, in a form and in a string to sign",
      "SecurityToken=ab%26cd&A=1 SecurityToken%3Dab%2526cd%26A%3D1 SecurityToken%253Dab%252526cd%2526A%253D1",
      "SecurityToken=[redacted]&A=1 SecurityToken%3D[redacted]%26A%3D1 SecurityToken%253D[redacted]%2526A%253D1",
    ],
    [
      "the secret alone in Base64, with the last characters and the padding",
      (["base64", "base64url"] as const).map((each) => Buffer.from(accessKeySecret).toString(each)).join(" "),
      "[redacted] [redacted]",
    ],
    ["encoded parameters", "AccessKeyId%3Dabc%26Action%3DX", "AccessKeyId%3D[redacted]%26Action%3DX"],
  ])("takes out %s", (_what, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it("takes a secret out of Base64, wherever in the encoded text it stands", () => {
    const encodings = ["base64", "base64url"] as const;
    fc.assert(
      fc.property(
        fc.stringMatching(/^[!-~]{8,40}$/),
        fc.string(),
        fc.string(),
        fc.constantFrom(...encodings),
        (secret, before, after, encoding) => {
          const clean = redactor([secret])(Buffer.from(before + secret + after).toString(encoding));
          expect(clean).toContain("[redacted]");
          expect(Buffer.from(clean, encoding).toString()).not.toContain(secret);
        },
      ),
    );
  });

  it.each(["a", "ab", "abc"])("leaves texts readable where the secret is %j", (secret) => {
    const text = "a bad abc is in a cab";
    expect(redactor([secret])(text)).toBe(text);
    expect(redactor([secret])(`GET /?AccessKeySecret=${secret}&A=1`)).toBe(
      "GET /?AccessKeySecret=[redacted]&A=1",
    );
  });

  it("leaves other texts alone", () => {
    const text = "The specified ImageId does not exist. SignatureVersion=1.0";
    expect(redact(text)).toBe(text);
  });

  it("cuts long texts after the secrets are out of them", () => {
    const text = redact(`${"x".repeat(1995)}${accessKeySecret}`);
    expect(text).toBe(`${"x".repeat(1995)}[reda…`);
  });

  it.each(["string to sign ", "canonical request ", "Signature=", "%3D", "string "])(
    "takes no more than linear time over %j repeated a million characters long",
    (part) => {
      const text = part.repeat(Math.ceil(1_000_000 / part.length));
      expect(redact(text).length).toBeLessThanOrEqual(2001);
    },
  );
});
