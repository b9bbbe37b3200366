import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { parseParameters } from "../../wire/parameters.ts";
import { matchesPattern } from "../common/filters.ts";
import { commaList, jsonList, structures, tagList, texts } from "./list-parameters.ts";
import { flag, integer, required, text } from "./parameter.ts";

const read = <T>(
  parameter: { read(source: ReturnType<typeof parseParameters>, name: string): T },
  query: string,
) => parameter.read(parseParameters(query, ""), "Name");

describe("a parameter", () => {
  it("is not given when it is empty", () => {
    expect(read(text(), "Name=")).toBeUndefined();
    expect(() => read(required(text()), "Name=")).toThrowError("Name is mandatory for this action.");
  });

  it("has a case-sensitive name, and the body counts after the query", () => {
    expect(parseParameters("name=a&Name=b", "Name=c").get("Name")).toBe("c");
  });

  it.each([
    ["true", true],
    ["TRUE", true],
    ["False", false],
  ])("of a truth value reads %s in any case", (value, expected) => {
    expect(read(flag(), `Name=${value}`)).toBe(expected);
  });

  it.each(["yes", "1", "tru"])("of a truth value refuses %s", (value) => {
    expect(() => read(flag(), `Name=${value}`)).toThrowError("Name is not valid");
  });

  it.each(["1.5", "0x10", "1e2", "", " 1", "101", "0"])("of a number from 1 to 100 refuses '%s'", (value) => {
    const number = required(integer({ min: 1, max: 100 }));
    expect(() => read(number, `Name=${encodeURIComponent(value)}`)).toThrowError("Name");
  });
});

describe("a list", () => {
  it("is in the order of its numbers, gaps or not", () => {
    expect(read(texts(), "Name.10=c&Name.2=b&Name.1=a&Name.x=d&Name.0=e&Name.01=f")).toEqual(["a", "b", "c"]);
  });

  it("of structures gives every structure its own fields", () => {
    const list = structures({ Size: integer(), Device: text() });
    expect(read(list, "Name.1.Size=5&Name.2.Device=b")).toEqual([
      { Size: 5, Device: undefined },
      { Size: undefined, Device: "b" },
    ]);
  });

  it("of tags takes the old spelling only where an action has it", () => {
    const query = "Name.1.key=a&Name.1.value=&Name.2.Key=b";
    expect(read(tagList({ legacy: true }), query)).toEqual([{ TagKey: "a", TagValue: "" }, { TagKey: "b" }]);
    expect(read(tagList({ legacy: false }), query)).toEqual([{}, { TagKey: "b" }]);
  });

  it("in one parameter takes up to its number of items", () => {
    expect(read(commaList(2), "Name=a, b,")).toEqual(["a", "b"]);
    expect(() => read(commaList(2), "Name=a,b,c")).toThrowError("Name is not valid");
  });

  it("in JSON distinguishes an empty list from none", () => {
    expect(read(jsonList("invalidParameter"), "Name=[]")).toEqual([]);
    expect(read(jsonList("invalidParameter"), "")).toBeUndefined();
    expect(() => read(jsonList("invalidParameter"), "Name=[1]")).toThrowError("Name is not valid");
  });
});

describe("a pattern", () => {
  it.each([
    ["abc", "abc", true],
    ["abc", "ab", false],
    ["abc", "a*", true],
    ["abc", "*c", true],
    ["abc", "*b*", true],
    ["abc", "*", true],
    ["ab", "ab*ab", false],
    ["abab", "ab*ab", true],
    ["a.c", "a.c*", true],
    ["abc", "a.c*", false],
  ])("%s against %s: %s", (value, pattern, expected) => {
    expect(matchesPattern(value, pattern)).toBe(expected);
  });

  it("agrees with the regular expression it stands for", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (value, pattern) => {
        const plain = value.replaceAll("*", "a");
        const expression = new RegExp(`^${pattern.replaceAll("*", ".*")}$`);
        expect(matchesPattern(plain, pattern)).toBe(expression.test(plain));
      }),
    );
  });
});
