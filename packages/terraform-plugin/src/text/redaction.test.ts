import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskSecret, redact, redactor } from "./redaction.ts";

const SECRET = 'pa"ss/w+rd=\\ü&(x)';
const redactSecret = redactor([SECRET]);

describe("a secret is replaced", () => {
  test.each([
    ["as it is", SECRET],
    ["in JSON", JSON.stringify(SECRET).slice(1, -1)],
    ["in JSON in JSON", JSON.stringify(JSON.stringify(SECRET)).slice(3, -3)],
    ["percent-encoded", encodeURIComponent(SECRET)],
    ["percent-encoded as RFC 3986 asks", "pa%22ss%2Fw%2Brd%3D%5C%C3%BC%26%28x%29"],
    ["percent-encoded in lower case", "pa%22ss%2fw%2brd%3d%5c%c3%bc%26%28x%29"],
    ["percent-encoded twice", encodeURIComponent("pa%22ss%2Fw%2Brd%3D%5C%C3%BC%26%28x%29")],
    ["form-encoded", new URLSearchParams({ p: SECRET }).toString().slice(2)],
    ["in hexadecimal", Buffer.from(SECRET).toString("hex")],
    ["in upper-case hexadecimal", Buffer.from(SECRET).toString("hex").toUpperCase()],
    ["in base64", Buffer.from(SECRET).toString("base64")],
    ["in base64 without padding", Buffer.from(SECRET).toString("base64").replace(/=+$/, "")],
    ["in base64 for URLs", Buffer.from(SECRET).toString("base64url")],
  ])("%s", (_, form) => {
    expect(redactSecret(`before ${form} between ${form} after`)).toBe("before *** between *** after");
  });

  test.each(["", "u", "us", "user:", "user-name:"])("in base64 behind %j", (prefix) => {
    for (const encoding of ["base64", "base64url"] as const) {
      const redacted = redactSecret(`Basic ${Buffer.from(`${prefix}${SECRET}:tail`).toString(encoding)}`);
      expect(redacted).toMatch(/^Basic [\w+/=-]{0,16}\*\*\*[\w+/=-]{0,12}$/);
    }
  });

  test("in base64 with its last bits, whatever its length", () => {
    for (let length = 4; length < 20; length++) {
      const secret = "aZ3~kQ?!7rT-x_0vWm9p".slice(0, length);
      const redactThis = redactor([secret]);
      for (const text of [secret, `user:${secret}`]) {
        const encoded = Buffer.from(text).toString("base64");
        expect(redactThis(encoded)).toMatch(/^[\w+/]{0,6}\*\*\*$/);
      }
    }
  });

  test("and the longest of several that begin alike; special characters are not special", () => {
    const redactTokens = redactor(["token.one", "token.one+more"]);
    expect(redactTokens("token.one+more, token.one, tokenXone")).toBe("***, ***, tokenXone");
  });

  test("whatever its text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 4, maxLength: 20 }), fc.string(), (secret, rest) => {
        expect(redactor([secret])(`${rest}${secret}${rest}`)).toContain("***");
      }),
    );
  });
});

describe("a secret of one to three characters", () => {
  test.each([
    ["a", "a call failed in an image", "*** call failed in an image"],
    ["e", "created the image m-e5", "created the image m-e5"],
    ["ab", 'label="ab"&key=ab, ab', 'label="***"&key=***, ***'],
    ["ab", "lab abc 1ab ab_c a-b", "lab abc 1ab ab_c a-b"],
    ["q7", "(q7) q7. q7.5 m-q7 q7-x /q7/", "(***) ***. q7.5 m-q7 q7-x /***/"],
    ["1", "attempt 10 of 21, version 1.2, 2026-1-3", "attempt 10 of 21, version 1.2, 2026-1-3"],
    ["密码", "密码是密码", "***是***"],
    ["p&/", "x=p%26%2F&y=p&/", "x=***&y=***"],
    ["q7", `x ${Buffer.from("q7").toString("base64")} y`, "x *** y"],
  ])("%j is replaced only where it stands alone: %j", (secret, text, redacted) => {
    expect(redactor([secret])(text)).toBe(redacted);
  });
});

describe("no secrets", () => {
  test.each([[[]], [[""]]])("%j change nothing", (values) => {
    expect(redactor(values)("abc")).toBe("abc");
  });
});

describe("maskSecret", () => {
  test("makes redact replace the value from then on", () => {
    expect(redact("the s3cret-of-this-process")).toBe("the s3cret-of-this-process");
    maskSecret("s3cret-of-this-process");
    maskSecret("");
    expect(redact("the s3cret-of-this-process")).toBe("the ***");
    maskSecret("another-s3cret");
    expect(redact("s3cret-of-this-process, another-s3cret")).toBe("***, ***");
  });
});
