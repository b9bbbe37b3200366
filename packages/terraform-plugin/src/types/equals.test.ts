import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conform } from "./conform.ts";
import { Decimal } from "./decimal.ts";
import { valueEquals } from "./equals.ts";
import { anyTypedValue } from "./testing/arbitraries.ts";
import { type Type, types } from "./type.ts";
import { UNKNOWN, Unknown } from "./unknown.ts";
import type { Value } from "./value.ts";
import { DynamicValue } from "./value.ts";

const { string, number, bool, dynamic } = types;
const refined = new Unknown({ notNull: true });
const object = types.object({ a: string, b: number });

describe("valueEquals", () => {
  test.each<[type: Type, a: Value, b: Value, equal: boolean]>([
    [string, "e\u0301", "\u00e9", true],
    [string, "a", "b", false],
    [string, null, null, true],
    [string, null, "", false],
    [string, UNKNOWN, UNKNOWN, true],
    [string, UNKNOWN, refined, true],
    [string, UNKNOWN, "a", false],
    [string, UNKNOWN, null, false],
    [bool, true, true, true],
    [bool, false, null, false],
    [bool, 1, 1, false],
    [number, 0.1, new Decimal("0.10"), true],
    [number, 9007199254740992, new Decimal("9007199254740993"), false],
    [number, new Decimal("1e-400"), 0, false],
    [number, 0, -0, true],
    [types.list(string), ["a", "b"], ["b", "a"], false],
    [types.list(string), ["a"], ["a", "a"], false],
    [types.list(string), [], null, false],
    [types.set(string), ["a", "b"], ["b", "a"], true],
    [types.set(string), ["a", "b"], ["a", "c"], false],
    [types.set(string), ["a", "a", "b"], ["a", "b", "b"], false],
    [types.set(types.set(number)), [[1, 2], [3]], [[3], [2, 1]], true],
    [types.set(object), [{ a: "x", b: null }], [{ b: null, a: "x" }], true],
    [types.set(string), ["a,b"], ["a", "b"], false],
    [types.set(string), ["null"], [null], false],
    [types.map(string), { a: "1", b: "2" }, { b: "2", a: "1" }, true],
    [types.map(string), { "e\u0301": "1" }, { "\u00e9": "1" }, true],
    [types.map(string), { a: "1" }, { b: "1" }, false],
    [types.map(string), { a: "1" }, { a: "1", b: "1" }, false],
    [types.map(string), {}, [], false],
    [object, { a: "x", b: 1 }, { a: "x", b: new Decimal("1.0") }, true],
    [object, { a: "x", b: 1 }, { a: "x", b: 2 }, false],
    [types.tuple([string, number]), ["a", 1], ["a", 1], true],
    [types.tuple([string, number]), ["a", 1], ["a", 2], false],
    [dynamic, new DynamicValue(string, "a"), new DynamicValue(string, "a"), true],
    [dynamic, new DynamicValue(string, "1"), new DynamicValue(number, 1), false],
    [dynamic, new DynamicValue(string, null), null, false],
    [
      dynamic,
      new DynamicValue(types.set(string), ["a", "b"]),
      new DynamicValue(types.set(string), ["b", "a"]),
      true,
    ],
  ])("%o: %o and %o: %s", (type, a, b, equal) => {
    expect(valueEquals(type, a, b)).toBe(equal);
    expect(valueEquals(type, b, a)).toBe(equal);
  });

  test("every value equals itself and its copy", () => {
    fc.assert(
      fc.property(anyTypedValue(true), ({ type, input }) => {
        expect(valueEquals(type, conform(type, input), conform(type, input))).toBe(true);
      }),
    );
  });

  test("the order of a set never counts", () => {
    fc.assert(
      fc.property(anyTypedValue(true), ({ type, input }) => {
        const set = types.set(type);
        const one = conform(set, [input, null]);
        expect(valueEquals(set, one, conform(set, [null, input]))).toBe(true);
      }),
    );
  });
});
