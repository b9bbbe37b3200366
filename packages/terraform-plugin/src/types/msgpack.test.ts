import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conform } from "./conform.ts";
import { Decimal, numberFromText } from "./decimal.ts";
import { valueEquals } from "./equals.ts";
import { decodeMsgpack, encodeMsgpack } from "./msgpack.ts";
import { formatPath } from "./path.ts";
import { anyTypedValue, exoticNumberTexts } from "./testing/arbitraries.ts";
import { type Type, types } from "./type.ts";
import { UNKNOWN } from "./unknown.ts";
import type { Value } from "./value.ts";
import { DynamicValue } from "./value.ts";

const { string, number, bool, dynamic } = types;
const object = types.object({ b: string, a: number });

/** Bytes from text such as "a1 61". */
function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));
}

describe("a value and its msgpack form", () => {
  test.each<[type: Type, value: Value, bytes: string]>([
    [string, null, "c0"],
    [dynamic, null, "c0"],
    [string, "", "a0"],
    [string, "a", "a161"],
    [string, "é", "a2c3a9"],
    [string, "x".repeat(31), `bf${"78".repeat(31)}`],
    [string, "x".repeat(32), `d920${"78".repeat(32)}`],
    [string, "x".repeat(256), `da0100${"78".repeat(256)}`],
    [string, "x".repeat(65536), `db00010000${"78".repeat(65536)}`],
    [string, "ä".repeat(20), `d928${"c3a4".repeat(20)}`],
    [bool, false, "c2"],
    [bool, true, "c3"],
    [number, 0, "00"],
    [number, 127, "7f"],
    [number, 128, "cc80"],
    [number, 256, "cd0100"],
    [number, 65536, "ce00010000"],
    [number, 4294967296, "d30000000100000000"],
    [number, -1, "ff"],
    [number, -33, "d0df"],
    [number, -129, "d2ffffff7f"],
    [number, -2147483649, "d3ffffffff7fffffff"],
    [number, 9007199254740991, "d3001fffffffffffff"],
    [number, new Decimal("9223372036854775807"), "d37fffffffffffffff"],
    [number, new Decimal("-9223372036854775808"), "d38000000000000000"],
    [number, new Decimal("9223372036854775808"), `b3${Buffer.from("9223372036854775808").toString("hex")}`],
    [number, new Decimal("9007199254740993.5"), `b2${Buffer.from("9007199254740993.5").toString("hex")}`],
    [number, 0.5, "cb3fe0000000000000"],
    [number, 0.1, "a3302e31"],
    [number, 1e-7, `a9${Buffer.from("0.0000001").toString("hex")}`],
    [number, UNKNOWN, "d40000"],
    [object, UNKNOWN, "d40000"],
    [dynamic, UNKNOWN, "d40000"],
    [types.list(string), [], "90"],
    [types.list(string), ["a", null, UNKNOWN], "93 a161 c0 d40000"],
    [types.list(bool), Array(16).fill(true), `dc0010${"c3".repeat(16)}`],
    [types.set(number), [2, 1], "92 02 01"],
    [types.tuple([string, number]), ["a", 1], "92 a161 01"],
    [types.map(number), { b: 1, a: 2 }, "82 a162 01 a161 02"],
    [types.object({}), {}, "80"],
    [object, { b: "x", a: null }, "82 a161 c0 a162 a178"],
    [dynamic, new DynamicValue(string, "x"), "92 c408 22737472696e6722 a178"],
    [dynamic, new DynamicValue(string, null), "92 c408 22737472696e6722 c0"],
    [dynamic, new DynamicValue(bool, UNKNOWN), "92 c406 22626f6f6c22 d40000"],
  ])("%o %o is %s", (type, value, bytes) => {
    expect(Buffer.from(encodeMsgpack(type, value)).toString("hex")).toBe(bytes.replaceAll(" ", ""));
    expect(decodeMsgpack(type, hex(bytes))).toEqual(value);
  });

  test("every value survives", () => {
    fc.assert(
      fc.property(anyTypedValue(true), ({ type, input }) => {
        const value = conform(type, input);
        const bytes = encodeMsgpack(type, value);
        const back = decodeMsgpack(type, bytes);
        expect(valueEquals(type, back, value)).toBe(true);
        expect(encodeMsgpack(type, back)).toEqual(bytes);
      }),
      { numRuns: 500 },
    );
  });

  test.each(exoticNumberTexts)("the number %s keeps every digit", (text) => {
    const value = numberFromText(text);
    expect(decodeMsgpack(number, encodeMsgpack(number, value))).toEqual(value);
  });

  test("the result is a copy, not a view of a larger buffer", () => {
    const bytes = encodeMsgpack(string, "abc");
    expect(bytes.constructor).toBe(Uint8Array);
    expect(bytes.buffer.byteLength).toBe(bytes.length);
  });
});

describe("decoding takes every form that Terraform may send", () => {
  test.each<[what: string, type: Type, bytes: string, value: Value]>([
    ["uint64 beyond int64", number, "cfffffffffffffffff", new Decimal("18446744073709551615")],
    ["a wide integer that is small", number, "cf0000000000000001", 1],
    ["int8", number, "d080", -128],
    ["int16", number, "d18000", -32768],
    ["int32", number, "d280000000", -2147483648],
    ["int64 beyond 2^53", number, "d30020000000000001", new Decimal("9007199254740993")],
    ["float32", number, "ca3f000000", 0.5],
    ["float64 0.1 like the text 0.1", number, "cb3fb999999999999a", 0.1],
    ["float64 that is a whole number", number, "cb4045000000000000", 42],
    [
      "float64 that is a large integer, to its last digit",
      number,
      "cb44b52d02c7e14af6",
      new Decimal("99999999999999991611392"),
    ],
    ["float64 -0", number, "cb8000000000000000", 0],
    ["decimal text with exponent", number, "a3316533", 1000],
    ["a short string with a long header", string, "db0000000161", "a"],
    ["text that is not in form C", string, "a365cc81", "é"],
    ["map keys that are not in form C", types.map(bool), "81 a365cc81 c3", { é: true }],
    ["an object's keys in any order", object, "82 a162 a178 a161 01", { a: 1, b: "x" }],
    ["an object's keys with long headers", object, "82 d90161 01 d90162 a178", { a: 1, b: "x" }],
    ["a type in a string instead of binary", dynamic, "92 a6 22626f6f6c22 c3", new DynamicValue(bool, true)],
    [
      "dynamic in dynamic as one",
      dynamic,
      "92 c409 2264796e616d696322 92 c406 22626f6f6c22 c3",
      new DynamicValue(bool, true),
    ],
    ["a set with duplicates", types.set(string), "93 a161 a161 a162", ["a", "b"]],
    ["unknown without data", string, "c70000", UNKNOWN],
    ["unknown with a code nobody knows", string, "d57fabcd", UNKNOWN],
    ["unknown with a negative code", string, "d4ff00", UNKNOWN],
    ["unknown for a whole object", object, "d80c00000000000000000000000000000000", UNKNOWN],
  ])("%s", (_, type, bytes, value) => expect(decodeMsgpack(type, hex(bytes))).toEqual(value));

  test("a key called __proto__ is a key like any other", () => {
    const type = types.map(types.object({ ["__proto__"]: string }));
    const value = conform(type, JSON.parse('{"__proto__":{"__proto__":"x"}}'));
    const back = decodeMsgpack(type, encodeMsgpack(type, value));
    expect(valueEquals(type, back, value)).toBe(true);
    expect(Object.keys(back ?? {})).toEqual(["__proto__"]);
  });

  test("bytes in the middle of a larger buffer are read where they are", () => {
    expect(
      decodeMsgpack(types.list(number), hex("ffff 92 cb3fe0000000000000 cd0100 ffff").subarray(2, 15)),
    ).toEqual([0.5, 256]);
  });
});

describe("decoding refuses", () => {
  const nested = types.object({
    tags: types.map(string),
    disks: types.list(object),
    names: types.set(types.list(string)),
  });

  test.each<[what: string, type: Type, bytes: string, code: string, at: string]>([
    ["nothing", string, "", "damaged", ""],
    ["a number for a string", string, "01", "wrong_type", ""],
    ["a bool for a number", number, "c3", "wrong_type", ""],
    ["a string for a bool", bool, "a474727565", "wrong_type", ""],
    ["a map for a list", types.list(string), "80", "wrong_type", ""],
    ["a list for a map", types.map(string), "90", "wrong_type", ""],
    ["a list for an object", object, "90", "wrong_type", ""],
    ["the byte that msgpack never uses", string, "c1", "wrong_type", ""],
    ["a value after the value", string, "a161c0", "damaged", ""],
    ["a string that ends early", string, "a561", "damaged", ""],
    ["bytes that are not UTF-8", string, "a2ff41", "bad_text", ""],
    ["long bytes that are not UTF-8", string, `d940${"78".repeat(63)}ff`, "bad_text", ""],
    ["half a surrogate pair in UTF-8", string, "a3eda080", "bad_text", ""],
    ["text that is no number", number, "a3616263", "bad_number", ""],
    ["NaN", number, "cb7ff8000000000000", "bad_number", ""],
    ["infinity", number, "ca7f800000", "bad_number", ""],
    ["a number of a billion digits", number, "ab3165393939393939393939", "bad_number", ""],
    ["an object without one of its attributes", object, "81 a161 01", "missing_attribute", ""],
    [
      "an object with one attribute too many",
      object,
      "83 a161 01 a162 a178 a163 c0",
      "unknown_attribute",
      "",
    ],
    ["an object with a misspelt attribute", object, "82 a161 01 a163 a178", "unknown_attribute", ""],
    ["an object with one attribute twice", object, "82 a161 01 a161 01", "duplicate_key", ""],
    [
      "an object with one attribute twice, out of order",
      object,
      "82 a162 a178 a162 a178",
      "duplicate_key",
      "",
    ],
    ["a map with one key twice", types.map(bool), "82 a161 c3 a161 c2", "duplicate_key", ""],
    [
      "a map with two keys that are one in form C",
      types.map(bool),
      "82 a365cc81 c3 a2c3a9 c2",
      "duplicate_key",
      "",
    ],
    ["a map with a number for a key", types.map(bool), "81 01 c3", "wrong_type", ""],
    ["too short a tuple", types.tuple([string, string]), "91 a161", "wrong_length", ""],
    ["too long a tuple", types.tuple([string]), "92 a161 a161", "wrong_length", ""],
    ["a dynamic value without its type", dynamic, "91 a161", "wrong_length", ""],
    ["a dynamic value with no type for its type", dynamic, "92 c403 227822 a161", "bad_type", ""],
    ["a dynamic value that is not of its type", dynamic, "92 c406 22626f6f6c22 a161", "wrong_type", ""],
    [
      "a fault in a map, at its key",
      nested,
      "83 a56469736b73 90 a56e616d6573 90 a474616773 81 a161 01",
      "wrong_type",
      'tags["a"]',
    ],
    ["a fault in a list, at its index", nested, "83 a56469736b73 91 82 a161 c3", "damaged", "disks[0]"],
    [
      "a fault in a list's object",
      nested,
      "83 a56469736b73 91 82 a161 c3 c0 c0 c0 c0",
      "wrong_type",
      "disks[0].a",
    ],
    [
      "a fault in a set, at the set",
      nested,
      "83 a56469736b73 90 a56e616d6573 91 91 01 c0 c0 c0",
      "wrong_type",
      "names",
    ],
  ])("%s", (_, type, bytes, code, at) => {
    expect(() => decodeMsgpack(type, hex(bytes))).toThrow(
      expect.objectContaining({
        name: "ValueError",
        code,
        path: expect.toSatisfy((path) => formatPath(path) === at),
      }),
    );
  });
});

describe("encoding refuses", () => {
  test.each<[what: string, type: Type, value: Value, code: string, at: string]>([
    ["a number for a string", types.list(string), [1], "wrong_type", "[0]"],
    ["a string for a number", number, "1", "wrong_type", ""],
    ["null's neighbour, a record for a list", types.list(string), {}, "wrong_type", ""],
    ["a list for a map", types.map(string), [], "wrong_type", ""],
    ["a bare string for dynamic", types.object({ d: dynamic }), { d: "x" }, "wrong_type", "d"],
    ["a missing attribute", object, { a: 1 }, "missing_attribute", ""],
    ["an attribute there is not", object, { a: 1, b: "", c: "" }, "unknown_attribute", ""],
    ["too short a tuple", types.tuple([string]), [], "wrong_length", ""],
    ["half a surrogate pair", types.map(string), { k: "\ud800" }, "bad_text", '["k"]'],
    ["infinity", number, Number.POSITIVE_INFINITY, "bad_number", ""],
  ])("%s", (_, type, value, code, at) => {
    expect(() => encodeMsgpack(type, value)).toThrow(
      expect.objectContaining({
        name: "ValueError",
        code,
        path: expect.toSatisfy((path) => formatPath(path) === at),
      }),
    );
  });
});
