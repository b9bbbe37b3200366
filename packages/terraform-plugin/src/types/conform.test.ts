import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conform } from "./conform.ts";
import { Decimal } from "./decimal.ts";
import { valueEquals } from "./equals.ts";
import { ValueError } from "./errors.ts";
import { formatPath, path } from "./path.ts";
import { anyTypedValue } from "./testing/arbitraries.ts";
import { type Type, types } from "./type.ts";
import { UNKNOWN } from "./unknown.ts";
import { containsUnknown, DynamicValue, isWhollyKnown, type Value } from "./value.ts";

const { string, number, bool, dynamic } = types;
const object = types.object({ a: string, b: types.list(number) });

describe("conform gives values their normal form", () => {
  test.each<[what: string, type: Type, input: unknown, output: Value]>([
    ["text in form C", string, "e\u0301", "\u00e9"],
    ["map keys in form C", types.map(bool), { "e\u0301": true }, { "\u00e9": true }],
    ["a bigint as a number", number, 5n, 5],
    ["a Decimal that is exact as a number", number, new Decimal("2.50"), 2.5],
    [
      "sets without duplicates",
      types.set(string),
      ["a", "b", "a", "e\u0301", "\u00e9"],
      ["a", "b", "\u00e9"],
    ],
    ["sets with every unknown element", types.set(string), [UNKNOWN, "a", UNKNOWN], [UNKNOWN, "a", UNKNOWN]],
    ["sets with null once", types.set(string), [null, null], [null]],
    [
      "dynamic in dynamic as one",
      dynamic,
      new DynamicValue(dynamic, new DynamicValue(string, "a")),
      new DynamicValue(string, "a"),
    ],
  ])("%s", (_, type, input, output) => expect(conform(type, input)).toEqual(output));

  test("integers beyond 2^53 - 1 as Decimals", () => {
    expect(conform(number, 2 ** 53)).toEqual(new Decimal("9007199254740992"));
    expect(conform(number, 2n ** 64n)).toEqual(new Decimal("18446744073709551616"));
  });

  test("records without prototype, so that every key is possible", () => {
    const value = conform(types.map(string), JSON.parse('{"__proto__":"x"}'));
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.entries(value ?? {})).toEqual([["__proto__", "x"]]);
  });

  test("missing attributes as null, when asked for", () => {
    expect(conform(object, { a: undefined }, [], { missingAsNull: true })).toEqual({ a: null, b: null });
  });

  test("the same whether it had it before or not", () => {
    fc.assert(
      fc.property(anyTypedValue(true), ({ type, input }) => {
        const once = conform(type, input);
        expect(valueEquals(type, conform(type, once), once)).toBe(true);
      }),
    );
  });
});

describe("conform refuses", () => {
  class Image {
    a = "x";
  }

  test.each<[what: string, type: Type, input: unknown, code: string, at: string]>([
    ["a number for a string", object, { a: 1, b: [] }, "wrong_type", ".a"],
    ["a string for a number", object, { a: "", b: [1, "2"] }, "wrong_type", ".b[1]"],
    ["a string for a bool", types.map(bool), { k: "true" }, "wrong_type", '["k"]'],
    ["a record for a list", types.list(string), {}, "wrong_type", ""],
    ["an array for a map", types.map(string), [], "wrong_type", ""],
    ["an instance of a class for an object", types.object({ a: string }), new Image(), "wrong_type", ""],
    ["an instance of Map for a map", types.map(string), new Map(), "wrong_type", ""],
    ["a bare string for dynamic", dynamic, "x", "wrong_type", ""],
    ["undefined in a list", types.list(string), [undefined], "wrong_type", "[0]"],
    ["a hole in a list", types.list(string), new Array(1), "wrong_type", "[0]"],
    ["undefined in a map", types.map(string), { a: undefined }, "wrong_type", '["a"]'],
    ["a missing attribute", object, { a: "" }, "missing_attribute", ""],
    ["an attribute there is not", object, { a: "", b: [], c: 1 }, "unknown_attribute", ""],
    [
      "two keys that are one in form C",
      types.map(string),
      { "e\u0301": "", "\u00e9": "" },
      "duplicate_key",
      "",
    ],
    ["too short a tuple", types.tuple([string, string]), ["a"], "wrong_length", ""],
    ["too long a tuple", types.tuple([string]), ["a", "b"], "wrong_length", ""],
    ["half a surrogate pair", types.list(string), ["\ud800"], "bad_text", "[0]"],
    ["half a surrogate pair in a key", types.map(string), { "\ud800": "" }, "bad_text", ""],
    ["NaN", number, Number.NaN, "bad_number", ""],
    ["infinity", types.list(number), [1, Number.POSITIVE_INFINITY], "bad_number", "[1]"],
    ["a value of another type in a dynamic one", dynamic, new DynamicValue(string, 1), "wrong_type", ""],
    [
      "a fault in a set, at the set",
      types.object({ s: types.set(object) }),
      { s: [{ a: 1, b: [] }] },
      "wrong_type",
      ".s",
    ],
  ])("%s", (_, type, input, code, at) => {
    const error = faultOf(() => conform(type, input, path("root")));
    expect(error.code).toBe(code);
    expect(formatPath(error.path)).toBe(`root${at}`);
    expect(error.message).toBe(`root${at}: ${error.detail}`);
  });

  test("a value nested too deeply", () => {
    let value: Value = new DynamicValue(string, "x");
    for (let level = 0; level < 600; level++) value = new DynamicValue(types.list(dynamic), [value]);
    expect(() => conform(dynamic, value)).toThrow(expect.objectContaining({ code: "too_deep" }));
  });

  test("without a path in the message when there is none", () => {
    expect(() => conform(string, 1)).toThrow(new ValueError("wrong_type", "string is needed, not a number"));
  });

  function faultOf(attempt: () => unknown): ValueError {
    try {
      attempt();
    } catch (error) {
      if (error instanceof ValueError) return error;
      throw error;
    }
    throw new Error("nothing was refused");
  }
});

describe("what a value contains", () => {
  test.each<[Value, boolean]>([
    [null, true],
    ["a", true],
    [new Decimal("1"), true],
    [UNKNOWN, false],
    [["a", UNKNOWN], false],
    [{ a: { b: [UNKNOWN] } }, false],
    [{ a: { b: ["x"] } }, true],
    [new DynamicValue(string, UNKNOWN), false],
  ])("%o is wholly known: %s", (value, known) => {
    expect(isWhollyKnown(value)).toBe(known);
    expect(containsUnknown(value)).toBe(!known);
  });
});
