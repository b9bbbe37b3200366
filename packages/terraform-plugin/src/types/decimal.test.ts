import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal, isExactFraction, numberFromDouble, numberFromText, numberText } from "./decimal.ts";
import { exoticNumberTexts } from "./testing/arbitraries.ts";

describe("Decimal", () => {
  test.each([
    ["1", "1"],
    ["007", "7"],
    ["-0", "0"],
    ["-0.0", "0"],
    ["0e99999", "0"],
    ["1.50", "1.5"],
    ["1.000", "1"],
    ["1e3", "1000"],
    ["1.25E+1", "12.5"],
    ["12345e-3", "12.345"],
    ["-1e-7", "-0.0000001"],
    ["100e-2", "1"],
    ["0.00100e5", "100"],
  ])("writes %s as %s", (text, canonical) => {
    expect(new Decimal(text).text).toBe(canonical);
    expect(String(new Decimal(text))).toBe(canonical);
  });

  test.each([
    "",
    "-",
    "+1",
    "1.",
    ".5",
    "1e",
    "0x10",
    "Infinity",
    "NaN",
    "1_000",
    " 1",
    "１",
    "1e10001",
    "1e-999999999999",
  ])("refuses %j", (text) => {
    expect(() => new Decimal(text)).toThrow(
      expect.objectContaining({ name: "ValueError", code: "bad_number" }),
    );
  });

  test("orders numbers as their values are ordered", () => {
    const scaled = fc.tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.nat(12));
    fc.assert(
      fc.property(scaled, scaled, ([a, aPlaces], [b, bPlaces]) => {
        const left = a * 10n ** BigInt(bPlaces);
        const right = b * 10n ** BigInt(aPlaces);
        const order = new Decimal(`${a}e-${aPlaces}`).compare(new Decimal(`${b}e-${bPlaces}`));
        expect(Math.sign(order)).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
    );
  });

  test("compares with JavaScript numbers", () => {
    expect(new Decimal("0.1").equals(0.1)).toBe(true);
    expect(new Decimal("0.10000000000000001").equals(0.1)).toBe(false);
    expect(new Decimal("9007199254740993").compare(9007199254740992)).toBeGreaterThan(0);
    expect(new Decimal("1e-30").compare(0)).toBeGreaterThan(0);
    expect(new Decimal("-1e30").compare(-1)).toBeLessThan(0);
  });
});

describe("the form of a number", () => {
  test.each([
    "0",
    "7",
    "-42",
    "9007199254740991",
    "-9007199254740991",
    "0.1",
    "1e-7",
    "5e-324",
    "0.30000000000000004",
  ])("%s is a JavaScript number", (text) => expect(numberFromText(text)).toBe(Number(text)));

  test.each([
    "9007199254740992",
    "-9007199254740993",
    "1e21",
    "1e300",
    "9007199254740993.5",
    "1e-400",
    "0.3000000000000000444",
  ])("%s is a Decimal", (text) => expect(numberFromText(text)).toBeInstanceOf(Decimal));

  test.each(exoticNumberTexts)("%s keeps every digit", (text) => {
    expect(numberText(numberFromText(text))).toBe(new Decimal(text).text);
  });

  test("zero has no sign", () => {
    expect(Object.is(numberFromText("-0"), 0)).toBe(true);
    expect(Object.is(numberFromDouble(-0), 0)).toBe(true);
  });

  test("a double that is a large integer is meant to its last digit", () => {
    expect(String(numberFromDouble(1e23))).toBe("99999999999999991611392");
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("%s is refused", (double) => {
    expect(() => numberFromDouble(double)).toThrow(expect.objectContaining({ code: "bad_number" }));
  });

  test("a double's shortest text leads back to it", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (double) => {
        expect(Number(numberText(numberFromDouble(double)))).toBe(double + 0);
      }),
    );
  });

  test.each([
    [0.5, true],
    [-0.75, true],
    [2 ** -20, true],
    [2 ** -30, false],
    [1234.0625, true],
    [0.1, false],
    [0.3, false],
    [5e-324, false],
    [1.1, false],
  ])("the shortest text of %d is its exact value: %s", (double, exact) =>
    expect(isExactFraction(double)).toBe(exact),
  );
});
