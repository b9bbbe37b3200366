import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeStatusMessage } from "./status.ts";

describe("encodeStatusMessage", () => {
  test.each([
    ["plain text ~!", "plain text ~!"],
    ["100 %", "100 %25"],
    ["a\nb\r\0", "a%0Ab%0D%00"],
    ["ü中", "%C3%BC%E4%B8%AD"],
    ["\u007f", "%7F"],
  ])("writes %j as %j", (text, encoded) => {
    expect(encodeStatusMessage(text)).toBe(encoded);
  });

  test("can be read back, and is nothing but printable ASCII", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
        const encoded = encodeStatusMessage(text);
        expect(encoded).toMatch(/^[ -~]*$/);
        expect(decodeURIComponent(encoded)).toBe(Buffer.from(text, "utf8").toString("utf8"));
      }),
    );
  });

  test("cuts a long text between two characters", () => {
    const encoded = encodeStatusMessage("中".repeat(10_000));
    expect(encoded.length).toBeLessThanOrEqual(16 * 1024);
    expect(decodeURIComponent(encoded)).toMatch(/^中+$/);
  });
});
