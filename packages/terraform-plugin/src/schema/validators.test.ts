import { describe, expect, test } from "vitest";
import { Diagnostics } from "../diagnostics.ts";
import { Decimal } from "../types/decimal.ts";
import { path } from "../types/path.ts";
import { between, lengthBetween, notStartingWith, oneOf, type Validator, wholeNumber } from "./validators.ts";

const AT = path("disk", 0, "size");

function check<T>(validator: Validator<T>, value: T, sensitive = false): Diagnostics {
  const diagnostics = new Diagnostics();
  validator.validate(value, { path: AT, diagnostics, sensitive });
  return diagnostics;
}

const accepts = <T>(validator: Validator<T>, value: T) => !check(validator, value).hasErrors;

describe("between takes both borders and nothing beyond", () => {
  test.each([
    [4, false],
    [4.999, false],
    [5, true],
    [2000, true],
    [2000.001, false],
    [2001, false],
    [Number.NaN, false],
  ])("%d: %s", (value, accepted) => {
    expect(accepts(between(5, 2000), value)).toBe(accepted);
  });

  test("and names the unit", () => {
    expect(between(5, 2000, "GiB").rule).toBe("be between 5 and 2000 GiB");
    expect(between(5, 2000).rule).toBe("be between 5 and 2000");
  });
});

describe("lengthBetween counts characters, not UTF-16 units or bytes", () => {
  test.each([
    ["a", false],
    ["ab", true],
    ["abcd", true],
    ["abcde", false],
    ["镜像镜像", true],
    ["😀😀😀😀", true],
    ["😀😀😀😀😀", false],
    ["😀", false],
  ])("%s: %s", (value, accepted) => {
    expect(accepts(lengthBetween(2, 4), value)).toBe(accepted);
  });
});

describe("oneOf takes exactly what is listed", () => {
  test.each([
    ["HTTP", true],
    ["HTTPS", true],
    ["http", false],
    ["HTTPS ", false],
    ["", false],
  ])("%j: %s", (value, accepted) => {
    expect(accepts(oneOf("HTTP", "HTTPS"), value)).toBe(accepted);
  });
});

describe("notStartingWith looks at the start only", () => {
  test.each([
    ["acs:x", false],
    ["http://x", false],
    ["http", true],
    ["x acs:", true],
    ["", true],
  ])("%j: %s", (value, accepted) => {
    expect(accepts(notStartingWith("acs:", "http://"), value)).toBe(accepted);
  });
});

describe("wholeNumber takes what JavaScript counts exactly", () => {
  test.each([
    [0, true],
    [-1, true],
    [0.5, false],
    [Number.MAX_SAFE_INTEGER, true],
    [Number.MAX_SAFE_INTEGER + 1, false],
    ["1", false],
  ])("%s: %s", (value, accepted) => {
    expect(accepts<unknown>(wholeNumber(), value)).toBe(accepted);
  });
});

describe("the error of a broken rule", () => {
  test("names the argument, the rule and the value, and points at the argument", () => {
    expect(check(between(5, 2000, "GiB"), 4).list).toEqual([
      {
        severity: "error",
        summary: "Invalid value for disk[0].size",
        detail: "disk[0].size must be between 5 and 2000 GiB, but it is 4.",
        path: AT,
      },
    ]);
  });

  test("shows a number that JavaScript does not hold with its digits", () => {
    const [diagnostic] = check<unknown>(wholeNumber(), new Decimal("9007199254740993")).list;
    expect(diagnostic?.detail).toBe("disk[0].size must be a whole number, but it is 9007199254740993.");
  });

  test("does not show a sensitive value", () => {
    const [diagnostic] = check(lengthBetween(1, 3), "hunter2", true).list;
    expect(diagnostic?.detail).toContain("be 1 to 3 characters long");
    expect(JSON.stringify(diagnostic)).not.toContain("hunter2");
  });

  test("cuts a long value short", () => {
    const [diagnostic] = check(lengthBetween(1, 3), "x".repeat(10_000)).list;
    expect(diagnostic?.detail.length).toBeLessThan(400);
  });
});
