import { describe, expect, test } from "vitest";
import { elementAt, isList, isObject, memberOf } from "./access.ts";
import { conform } from "./conform.ts";
import { Decimal } from "./decimal.ts";
import { types } from "./type.ts";
import { UNKNOWN } from "./unknown.ts";
import { DynamicValue } from "./value.ts";

const map = conform(types.map(types.string), JSON.parse('{"a":"1","__proto__":"2"}'));
const list = conform(types.list(types.number), [40]);
const decimal = new Decimal("9007199254740993");
const dynamic = new DynamicValue(types.list(types.bool), [true]);

test.each([
  [list, true, false],
  [map, false, true],
  [null, false, false],
  [UNKNOWN, false, false],
  [decimal, false, false],
  [dynamic, false, false],
  ["text", false, false],
])("%o is a list: %s, an object: %s", (value, expectList, expectObject) => {
  expect(isList(value)).toBe(expectList);
  expect(isObject(value)).toBe(expectObject);
});

describe("memberOf", () => {
  test.each([
    ["a member", map, "a", "1"],
    ["a member whose name JavaScript knows too", map, "__proto__", "2"],
    ["null for a member that is missing", map, "toString", null],
    ["null for null", null, "a", null],
    ["null for a list", list, "length", null],
    ["unknown for what is unknown as a whole", UNKNOWN, "a", UNKNOWN],
  ])("gives %s", (_, value, name, expected) => expect(memberOf(value, name)).toBe(expected));
});

describe("elementAt", () => {
  test.each([
    ["an element", list, 0, 40],
    ["null beyond the end", list, 1, null],
    ["null for null", null, 0, null],
    ["null for an object", map, 0, null],
    ["unknown for what is unknown as a whole", UNKNOWN, 0, UNKNOWN],
  ])("gives %s", (_, value, index, expected) => expect(elementAt(value, index)).toBe(expected));
});
