import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalQuery, percentEncode } from "./percent-encode.ts";

/** Any sequence of UTF-16 code units, half surrogates included. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

describe("percentEncode", () => {
  it.each([
    ["azAZ09-_.~", "azAZ09-_.~"],
    [" ", "%20"],
    ["+", "%2B"],
    ["*", "%2A"],
    ["!'()", "%21%27%28%29"],
    ["/", "%2F"],
    ["镜像", "%E9%95%9C%E5%83%8F"],
    ["😀", "%F0%9F%98%80"],
    ["\ud83d", "%EF%BF%BD"],
  ])("encodes %j as %s", (text, encoded) => {
    expect(percentEncode(text)).toBe(encoded);
  });

  it("leaves only unreserved characters and upper-case escapes", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(percentEncode(text)).toMatch(/^(?:[A-Za-z0-9\-_.~]|%[0-9A-F]{2})*$/);
      }),
    );
  });

  it("is undone by percent-decoding", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(decodeURIComponent(percentEncode(text))).toBe(text);
      }),
    );
  });
});

describe("canonicalQuery", () => {
  it("sorts by name in byte order, upper case before lower case", () => {
    expect(
      canonicalQuery([
        ["b", "1"],
        ["a.2", "2"],
        ["a.10", "3"],
        ["B", "4"],
      ]),
    ).toBe("B=4&a.10=3&a.2=2&b=1");
  });

  it("keeps the equals sign of an empty value", () => {
    expect(canonicalQuery([["SignatureType", ""]])).toBe("SignatureType=");
  });

  it("is a form body that decodes to the same parameters", () => {
    const parameters = fc.uniqueArray(
      fc.tuple(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" })),
      { selector: ([name]) => name },
    );
    fc.assert(
      fc.property(parameters, (list) => {
        const decoded = [...new URLSearchParams(canonicalQuery(list))];
        expect(Object.fromEntries(decoded)).toEqual(Object.fromEntries(list));
      }),
    );
  });
});
