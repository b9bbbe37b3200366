import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conform } from "./conform.ts";
import { Decimal, numberFromText } from "./decimal.ts";
import { valueEquals } from "./equals.ts";
import { ValueError } from "./errors.ts";
import { decodeJson, parseJson } from "./json.ts";
import { formatPath } from "./path.ts";
import { anyText, anyType, anyTypedValue, exoticNumberTexts } from "./testing/arbitraries.ts";
import { encodeJson } from "./testing/encode-json.ts";
import { type Type, types } from "./type.ts";
import type { Value } from "./value.ts";
import { DynamicValue } from "./value.ts";

const { string, number, bool, dynamic } = types;
const object = types.object({ b: string, a: number });

describe("parseJson", () => {
  test("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ depthSize: "medium" }),
        fc.constantFrom("", "\n", "\t  "),
        (value, indent) => {
          const text = JSON.stringify(value, null, indent);
          expect(JSON.stringify(unwrap(parseJson(text)))).toBe(JSON.stringify(unwrap(value)));
        },
      ),
    );
  });

  test("refuses what JSON.parse refuses, and nothing else but duplicate keys and numbers that fill pages", () => {
    const snippet = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"\\u00e9"',
      '"\\x"',
      '"',
      "1",
      "-",
      "01",
      "1.",
      "2e5",
      "tru",
      "true",
      "null",
      " ",
      "\n",
      "\u00a0",
      "\u0001",
    );
    fc.assert(
      fc.property(fc.array(snippet, { maxLength: 8 }), (snippets) => {
        const text = snippets.join("");
        const code = codeOf(() => parseJson(text));
        if (code === "bad_number" && /e\d{5}/.test(text)) return;
        expect(code === undefined || code === "duplicate_key").toBe(
          codeOf(() => JSON.parse(text)) === undefined,
        );
      }),
      { numRuns: 3000 },
    );
  });

  test("reads every string that JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.constantFrom("\ud800", "\udc00x")), (text) => {
        expect(parseJson(JSON.stringify(text))).toBe(text);
      }),
    );
  });

  test.each(exoticNumberTexts)("keeps every digit of %s", (text) => {
    expect(parseJson(`[${text}]`)).toEqual([numberFromText(text)]);
  });

  test("keeps keys that JavaScript objects treat specially", () => {
    const value = parseJson('{"__proto__":1,"constructor":2}');
    expect(Object.entries(value ?? {})).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
    ]);
  });

  test.each([
    ["", "damaged"],
    ["\ufeff1", "damaged"],
    ['{"a":1,"a":2}', "duplicate_key"],
    ["1e10001", "bad_number"],
    ["[".repeat(100_000), "too_deep"],
    [`${'{"a":'.repeat(600)}1${"}".repeat(600)}`, "too_deep"],
    ['"abc', "damaged"],
    ['"abc\\', "damaged"],
    ['"\n"', "damaged"],
  ])("refuses %j with %s", (text, code) => {
    expect(codeOf(() => parseJson(text))).toBe(code);
  });

  test("refuses bytes that are not UTF-8", () => {
    expect(codeOf(() => parseJson(Uint8Array.of(0x22, 0xff, 0x22)))).toBe("bad_text");
  });
});

describe("a value and its JSON form", () => {
  test.each<[type: Type, value: Value, json: string]>([
    [string, null, "null"],
    [string, 'a"é', '"a\\"é"'],
    [bool, true, "true"],
    [number, 40, "40"],
    [number, 1e-7, "0.0000001"],
    [number, new Decimal("9007199254740993"), "9007199254740993"],
    [types.list(number), [], "[]"],
    [types.list(number), [1, null, 0.1], "[1,null,0.1]"],
    [types.set(string), ["b", "a"], '["b","a"]'],
    [types.tuple([string, bool]), ["a", false], '["a",false]'],
    [types.map(string), { b: "1", a: "2" }, '{"b":"1","a":"2"}'],
    [object, { b: null, a: 1 }, '{"b":null,"a":1}'],
    [dynamic, null, "null"],
    [dynamic, new DynamicValue(string, "a"), '{"value":"a","type":"string"}'],
    [dynamic, new DynamicValue(string, null), '{"value":null,"type":"string"}'],
    [dynamic, new DynamicValue(types.list(bool), [true]), '{"value":[true],"type":["list","bool"]}'],
  ])("%o %o is %s", (type, value, json) => {
    expect(encodeJson(value)).toBe(json);
    expect(decodeJson(type, json)).toEqual(value);
    expect(decodeJson(type, new TextEncoder().encode(json))).toEqual(value);
  });

  test("every known value survives, and the text is JSON to others", () => {
    fc.assert(
      fc.property(anyTypedValue(false), ({ type, input }) => {
        const value = conform(type, input);
        const json = encodeJson(value);
        const back = decodeJson(type, json);
        expect(valueEquals(type, back, value)).toBe(true);
        expect(encodeJson(back)).toBe(json);
        JSON.parse(json);
      }),
      { numRuns: 500 },
    );
  });
});

describe("decoding state JSON takes", () => {
  test.each<[what: string, type: Type, json: string, value: Value]>([
    ["a number written as text", number, '"5"', 5],
    ["a large number written as text", number, '"9007199254740993"', new Decimal("9007199254740993")],
    ["a number with an exponent", number, "1.5e3", 1500],
    ["a bool written as text", bool, '"true"', true],
    ["a bool written as 0", bool, '"0"', false],
    ["a string written as a number, with its own characters", string, "1.0", "1.0"],
    ["a string written as a bool", string, "false", "false"],
    ["text that is not in form C", types.map(string), '{"e\\u0301":"e\\u0301"}', { é: "é" }],
    ["a set with duplicates", types.set(number), "[1,1.0,2]", [1, 2]],
    ["an object with attributes missing", object, '{"a":1}', { a: 1, b: null }],
    [
      "a dynamic value with its type first",
      dynamic,
      '{"type":"bool","value":true}',
      new DynamicValue(bool, true),
    ],
  ])("%s", (_, type, json, value) => expect(decodeJson(type, json)).toEqual(value));

  test("attributes that are no more, when asked to ignore them", () => {
    expect(decodeJson(object, '{"a":1,"b":"x","gone":{}}', { ignoreUnknownAttributes: true })).toEqual({
      a: 1,
      b: "x",
    });
  });
});

describe("decoding state JSON refuses", () => {
  test.each<[what: string, type: Type, json: string, code: string, at: string]>([
    ["an attribute there is not", object, '{"a":1,"b":"x","c":1}', "unknown_attribute", ""],
    ["a list for a string", types.map(string), '{"a":[]}', "wrong_type", '["a"]'],
    ["text that is no number", types.list(number), '["x"]', "bad_number", "[0]"],
    ["a bool for a number", object, '{"a":true}', "wrong_type", "a"],
    ["a number for a bool", bool, "1", "wrong_type", ""],
    ["an object for a list", types.list(string), "{}", "wrong_type", ""],
    ["a number for an object", object, "1", "wrong_type", ""],
    ["too short a tuple", types.tuple([string]), "[]", "wrong_length", ""],
    ["half a surrogate pair", string, '"\\ud800"', "bad_text", ""],
    ["two keys that are one in form C", types.map(bool), '{"é":true,"e\u0301":true}', "duplicate_key", ""],
    ["a dynamic value without type", dynamic, '{"value":1}', "wrong_type", ""],
    [
      "a dynamic value with more than value and type",
      dynamic,
      '{"value":1,"type":"number","x":1}',
      "wrong_type",
      "",
    ],
    ["a dynamic value with no type for its type", dynamic, '{"value":1,"type":"int"}', "bad_type", ""],
    ["a fault in a set, at the set", types.object({ s: types.set(bool) }), '{"s":[1]}', "wrong_type", "s"],
    ["text after the value", string, '"a" "b"', "damaged", ""],
  ])("%s", (_, type, json, code, at) => {
    expect(() => decodeJson(type, json)).toThrow(
      expect.objectContaining({
        name: "ValueError",
        code,
        path: expect.toSatisfy((path) => formatPath(path) === at),
      }),
    );
  });

  test("anything else with nothing but ValueErrors", () => {
    fc.assert(
      fc.property(anyType, fc.oneof(fc.json(), fc.string()), (type, text) => {
        codeOf(() => decodeJson(type, text));
      }),
      { numRuns: 1000 },
    );
  });
});

/** The code of the ValueError that an attempt throws; a SyntaxError, JSON.parse's own, is "syntax". */
function codeOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof ValueError) return error.code;
    if (error instanceof SyntaxError) return "syntax";
    throw error;
  }
}

/** JSON in one form to compare by text: keys sorted, Decimals and -0 as JavaScript numbers. */
function unwrap(json: unknown): unknown {
  if (json instanceof Decimal) return Number(json.text);
  if (typeof json === "number") return json + 0;
  if (Array.isArray(json)) return json.map(unwrap);
  if (json === null || typeof json !== "object") return json;
  return Object.entries(json)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, unwrap(member)]);
}
