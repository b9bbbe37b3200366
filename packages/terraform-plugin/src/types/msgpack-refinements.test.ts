import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeMsgpack, encodeMsgpack } from "./msgpack.ts";
import { anyRefinements } from "./testing/arbitraries.ts";
import { types } from "./type.ts";
import { UNKNOWN, Unknown } from "./unknown.ts";

describe("refinements of unknown values", () => {
  const write = (unknown: Unknown) => encodeMsgpack(types.string, unknown, { refinements: true });

  test.each<[bytes: string, refined: Unknown]>([
    ["c7030c 81 01 c2", new Unknown({ notNull: true })],
    ["c7050c 81 02 a2692d", new Unknown({ prefix: "i-" })],
    ["c7050c 81 03 92 05 c3", new Unknown({ lowerBound: { value: 5, inclusive: true } })],
    ["c7050c 81 04 92 05 c2", new Unknown({ upperBound: { value: 5, inclusive: false } })],
    ["c7050c 82 05 01 06 02", new Unknown({ minLength: 1, maxLength: 2 })],
  ])("%s", (bytes, refined) => {
    expect(decodeMsgpack(types.string, hex(bytes))).toEqual(refined);
    expect(write(refined)).toEqual(hex(bytes));
  });

  test("survive when they are written", () => {
    fc.assert(
      fc.property(anyRefinements, (refinements) => {
        const unknown = new Unknown({ ...refinements });
        expect(decodeMsgpack(types.string, write(unknown))).toEqual(unknown);
      }),
    );
  });

  test("are left out unless asked for, since Terraform holds the provider to them", () => {
    expect(encodeMsgpack(types.string, new Unknown({ notNull: true }))).toEqual(hex("d40000"));
  });

  test("are left out when they take more than 1024 bytes", () => {
    expect(write(new Unknown({ prefix: "x".repeat(1100) }))).toEqual(hex("d40000"));
  });

  test.each([
    ["that say null", "c7030c 81 01 c3"],
    ["of a kind nobody knows", "c7030c 81 09 c2"],
    ["that are no map", "c7010c 90"],
    ["that end early", "c7020c 81 01"],
    ["that go on too long", "c7040c 81 01 c2 c0"],
    ["with a bound of three parts", "c7060c 81 03 93 05 c3 c3"],
    ["with a negative length", "c7030c 81 05 ff"],
    ["with a fractional length", "c70b0c 81 05 cb3fe0000000000000"],
    ["without content", "d40c 80"],
    ["over 1024 bytes", `c804060c 81 02 da0401${"78".repeat(1025)}`],
  ])("%s are dropped, the value stays unknown", (_, bytes) => {
    expect(decodeMsgpack(types.string, hex(bytes))).toEqual(UNKNOWN);
  });
});

/** Bytes from text such as "a1 61". */
function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));
}
