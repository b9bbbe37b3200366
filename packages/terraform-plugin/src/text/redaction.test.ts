import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mask, maskSecret } from "./redaction.ts";

const SECRET = 'pa"ss/w+rd=\\ü&(x)';
maskSecret(SECRET);

describe("mask", () => {
  test.each([
    ["as it is", SECRET],
    ["in JSON", JSON.stringify(SECRET).slice(1, -1)],
    ["in JSON in JSON", JSON.stringify(JSON.stringify(SECRET)).slice(3, -3)],
    ["percent-encoded", encodeURIComponent(SECRET)],
    ["percent-encoded as RFC 3986 asks", "pa%22ss%2Fw%2Brd%3D%5C%C3%BC%26%28x%29"],
    ["percent-encoded in lower case", "pa%22ss%2fw%2brd%3d%5c%c3%bc%26%28x%29"],
    ["percent-encoded twice", encodeURIComponent("pa%22ss%2Fw%2Brd%3D%5C%C3%BC%26%28x%29")],
    ["in a form", new URLSearchParams({ p: SECRET }).toString().slice(2)],
  ])("replaces a secret %s", (_, form) => {
    expect(mask(`before ${form} between ${form} after`)).toBe("before *** between *** after");
  });

  test.each(["", "u", "us", "user:", "user-name:"])("finds it in base64 behind %j", (prefix) => {
    for (const encoding of ["base64", "base64url"] as const) {
      const masked = mask(`Basic ${Buffer.from(`${prefix}${SECRET}:tail`).toString(encoding)}`);
      expect(masked).toMatch(/^Basic [\w+/=-]{0,16}\*\*\*[\w+/=-]{0,12}$/);
    }
  });

  test("replaces the longest of overlapping secrets, special characters are not special", () => {
    maskSecret("token.one");
    maskSecret("token.one+more");
    expect(mask("token.one+more, token.one, tokenXone")).toBe("***, ***, tokenXone");
  });

  test("replaces a short secret too, the empty string never", () => {
    maskSecret("q7");
    maskSecret("");
    expect(mask("(q7)")).toBe("(***)");
    expect(mask("abc")).toBe("abc");
  });

  test("no text, however strange, can keep a secret in or make masking fail", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 20 }), fc.string(), (secret, rest) => {
        maskSecret(secret);
        expect(mask(`${rest}${secret}${rest}`)).toContain("***");
      }),
      { numRuns: 50 },
    );
  });
});
