import { describe, expect, it } from "vitest";

import {
  derBits,
  derBytes,
  derIdentifier,
  derInteger,
  derSequence,
  derText,
  derTime,
  derTrue,
} from "./der.ts";

describe("the distinguished encoding of", () => {
  it.each([
    ["zero", derInteger(Buffer.from([0])), "020100"],
    ["a number with leading zeros", derInteger(Buffer.from([0, 0, 5])), "020105"],
    ["a number whose first bit is set", derInteger(Buffer.from([0x80, 1])), "0203008001"],
    ["true", derTrue, "0101ff"],
    ["bits", derBits(Buffer.from([0x84]), 2), "03020284"],
    ["bytes", derBytes(Buffer.from([1, 2])), "04020102"],
    ["a text", derText("ä"), "0c02c3a4"],
    ["a time", derTime(new Date("2026-02-03T04:05:06.789Z")), "170d3236303230333034303530365a"],
    ["an identifier with large parts", derIdentifier("1.2.840.10045.4.3.2"), "06082a8648ce3d040302"],
    ["nothing in a list", derSequence(), "3000"],
    ["two values in a list", derSequence(derTrue, derTrue), "30060101ff0101ff"],
  ])("%s is as X.690 has it", (_name, encoded, hex) => expect(encoded.toString("hex")).toBe(hex));

  it.each([
    [127, "047f"],
    [128, "048180"],
    [255, "0481ff"],
    [256, "04820100"],
    [65_535, "0482ffff"],
  ])("%i bytes begins with their number in as few bytes as can be", (length, start) => {
    const encoded = derBytes(Buffer.alloc(length));
    expect(encoded.toString("hex").slice(0, start.length)).toBe(start);
    expect(encoded).toHaveLength(length + start.length / 2);
  });
});
