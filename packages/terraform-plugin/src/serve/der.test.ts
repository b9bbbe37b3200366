import { describe, expect, test } from "vitest";
import { der } from "./der.ts";

describe("der", () => {
  test.each([
    ["a boolean", der.boolean(true), "0101ff"],
    ["zero", der.integer(Buffer.from([0])), "020100"],
    ["no bytes at all", der.integer(Buffer.alloc(0)), "020100"],
    ["a number whose first bit is one", der.integer(Buffer.from([0x80])), "02020080"],
    ["a number with leading zeros", der.integer(Buffer.from([0, 0, 1])), "020101"],
    ["whole bytes as bits", der.bitString(Buffer.from([1, 2])), "0303000102"],
    ["the first named bit", der.namedBits(0), "03020780"],
    ["the sixth named bit", der.namedBits(5), "03020204"],
    ["the ninth named bit", der.namedBits(8), "0303070080"],
    ["an object identifier", der.objectIdentifier("1.2.840.113549"), "06062a864886f70d"],
    ["a small object identifier", der.objectIdentifier("2.5.29.17"), "0603551d11"],
    ["a time before 2050", der.time(new Date("2049-12-31T23:59:59.999Z")), "170d3439313233313233353935395a"],
    ["a time after 2049", der.time(new Date("2050-01-01T00:00:00Z")), "180f32303530303130313030303030305a"],
    ["an explicit tag", der.explicit(3, der.boolean(false)), "a303010100"],
    ["an implicit tag", der.implicit(2, Buffer.from("a")), "820161"],
    ["an empty sequence", der.sequence(), "3000"],
  ])("writes %s", (_, encoded, hex) => {
    expect(encoded.toString("hex")).toBe(hex);
  });

  test.each([
    [127, "047f"],
    [128, "048180"],
    [255, "0481ff"],
    [256, "04820100"],
    [65_536, "0483010000"],
  ])("writes the length %i in as few bytes as possible", (length, hex) => {
    const encoded = der.octetString(Buffer.alloc(length));
    expect(encoded.toString("hex").slice(0, hex.length)).toBe(hex);
    expect(encoded.length).toBe(hex.length / 2 + length);
  });
});
