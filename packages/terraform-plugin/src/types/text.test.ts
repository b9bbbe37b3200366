import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyText } from "./testing/arbitraries.ts";
import { compareCodePoints, decodeUtf8, normaliseText, textEquals } from "./text.ts";

describe("text", () => {
  test("is normalised to form C", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normaliseText(text)).toBe(text.normalize("NFC"));
      }),
    );
  });

  test.each(["\ud800", "a\udfffb", "\udc00\ud800", "é\ud83d"])(
    "%j has no normal form: half of a pair is missing",
    (text) => {
      expect(normaliseText(text)).toBeUndefined();
    },
  );

  test("is equal in form C", () => {
    expect(textEquals("e\u0301", "\u00e9")).toBe(true);
    expect(textEquals("e", "\u00e9")).toBe(false);
  });

  test("is ordered as its UTF-8 bytes are", () => {
    const text = fc.oneof(anyText, fc.constantFrom("\uffee", "\u{1f4bf}", "\u{10000}", "\ue000"));
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  test("keeps a byte order mark when read from UTF-8", () => {
    expect(decodeUtf8(Buffer.from("\ufeffx"))).toBe("\ufeffx");
  });

  test("is refused when its bytes are not UTF-8", () => {
    expect(() => decodeUtf8(Uint8Array.of(0x61, 0xff))).toThrow(
      expect.objectContaining({ code: "bad_text" }),
    );
  });
});
