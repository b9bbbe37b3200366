import { describe, expect, test } from "vitest";
import { fitLine, median } from "./statistics.mjs";

describe("the median", () => {
  test.each([
    [[7], 7],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
  ])("of %j is %d", (samples, expected) => {
    expect(median(samples)).toBe(expected);
  });

  test("leaves the samples in their order", () => {
    const samples = [3, 1, 2];
    median(samples);
    expect(samples).toEqual([3, 1, 2]);
  });

  test("of nothing is an error, not a number", () => {
    expect(() => median([])).toThrow("nothing was measured");
  });
});

describe("the straight line", () => {
  test("through points that lie on one explains all of them", () => {
    const line = fitLine([1, 10, 3000].map((x) => [x, 400 + 1.5 * x] as const));
    expect(line.fixed).toBeCloseTo(400);
    expect(line.slope).toBeCloseTo(1.5);
    expect(line.share).toBeCloseTo(1);
  });

  test("through points beside one explains a part", () => {
    const { slope, share } = fitLine([
      [0, 0],
      [1, 3],
      [2, 0],
      [3, 3],
    ]);
    expect(slope).toBeCloseTo(0.6);
    expect(share).toBeCloseTo(0.2);
  });
});
