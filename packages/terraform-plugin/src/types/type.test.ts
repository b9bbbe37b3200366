import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ValueError } from "./errors.ts";
import { anyType } from "./testing/arbitraries.ts";
import { formatType, type Type, typeEquals, types } from "./type.ts";
import { decodeTypeJson, encodeTypeJson } from "./type-json.ts";

const examples: readonly [type: Type, json: string, text: string][] = [
  [types.string, '"string"', "string"],
  [types.number, '"number"', "number"],
  [types.bool, '"bool"', "bool"],
  [types.dynamic, '"dynamic"', "dynamic"],
  [types.list(types.string), '["list","string"]', "list(string)"],
  [types.set(types.number), '["set","number"]', "set(number)"],
  [types.map(types.map(types.bool)), '["map",["map","bool"]]', "map(map(bool))"],
  [types.tuple([]), '["tuple",[]]', "tuple([])"],
  [types.tuple([types.string, types.dynamic]), '["tuple",["string","dynamic"]]', "tuple([string, dynamic])"],
  [types.object({}), '["object",{}]', "object({})"],
  [
    types.object({ size: types.number, id: types.string }),
    '["object",{"id":"string","size":"number"}]',
    "object({size = number, id = string})",
  ],
];

describe("types", () => {
  test.each(examples)("%o has the JSON form %s and reads %s", (type, json, text) => {
    expect(encodeTypeJson(type)).toBe(json);
    expect(typeEquals(decodeTypeJson(json), type)).toBe(true);
    expect(formatType(type)).toBe(text);
  });

  test("each example differs from all others", () => {
    for (const [left] of examples) {
      for (const [right] of examples) expect(typeEquals(left, right)).toBe(left === right);
    }
  });

  test("objects with other names, other types or more attributes differ", () => {
    const base = types.object({ a: types.string });
    expect(typeEquals(base, types.object({ b: types.string }))).toBe(false);
    expect(typeEquals(base, types.object({ a: types.bool }))).toBe(false);
    expect(typeEquals(base, types.object({ a: types.string, b: types.string }))).toBe(false);
    expect(typeEquals(types.object({ toString: types.string }), types.object({ a: types.string }))).toBe(
      false,
    );
  });

  test("every type survives its JSON form", () => {
    fc.assert(
      fc.property(anyType, (type) => {
        const json = encodeTypeJson(type);
        expect(typeEquals(decodeTypeJson(json), type)).toBe(true);
        expect(encodeTypeJson(decodeTypeJson(new TextEncoder().encode(json)))).toBe(json);
      }),
    );
  });
});

describe("decodeTypeJson", () => {
  test("takes parsed JSON as well as text", () => {
    expect(decodeTypeJson(["list", "string"])).toEqual(types.list(types.string));
    expect(decodeTypeJson("string")).toEqual(types.string);
  });

  test("leaves out the names of optional attributes", () => {
    expect(encodeTypeJson(decodeTypeJson('["object",{"a":"string"},["a"]]'))).toBe(
      '["object",{"a":"string"}]',
    );
  });

  test("normalises attribute names to form C", () => {
    expect(encodeTypeJson(decodeTypeJson('["object",{"e\u0301":"bool"}]'))).toBe(
      '["object",{"\u00e9":"bool"}]',
    );
  });

  test.each([
    ['"strings"', "bad_type"],
    ["null", "bad_type"],
    ["1", "bad_type"],
    ["[]", "bad_type"],
    ['["list"]', "bad_type"],
    ['["list","string","string"]', "bad_type"],
    ['["queue","string"]', "bad_type"],
    ['["string","string"]', "bad_type"],
    ['["tuple","string"]', "bad_type"],
    ['["object",["a"]]', "bad_type"],
    ['["object",{"a":"string"},["b"]]', "bad_type"],
    ['["object",{"a":"string"},"a"]', "bad_type"],
    ['["object",{"e\u0301":"bool","\u00e9":"bool"}]', "bad_type"],
    ['["list","string"', "damaged"],
    ["", "damaged"],
    [`${'["list",'.repeat(600)}"string"${"]".repeat(600)}`, "too_deep"],
  ])("refuses %j with %s", (text, code) => {
    expect(() => decodeTypeJson(text)).toThrow(expect.objectContaining({ name: "ValueError", code }));
  });

  test("refuses what is nested too deeply without JSON text to say so", () => {
    let type: unknown = "string";
    for (let level = 0; level < 100_000; level++) type = ["list", type];
    expect(() => decodeTypeJson(type)).toThrow(expect.objectContaining({ code: "too_deep" }));
  });

  test("throws nothing but ValueErrors, whatever it is given", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json()), (source) => {
        try {
          decodeTypeJson(source);
        } catch (error) {
          expect(error).toBeInstanceOf(ValueError);
        }
      }),
    );
  });
});
