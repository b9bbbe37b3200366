import { describe, expect, test } from "vitest";
import type { Row, Unit } from "./group.mjs";
import { summarize } from "./results.mjs";
import { format, summaryRows } from "./summary.mjs";

describe("a row", () => {
  const row: Row = { id: "plan", name: "plan", unit: "ms", floor: "floor", budget: 300 };
  const floor: Row = { id: "floor", name: "floor", unit: "ms" };
  const only = (plan: number[], own: Row = row) =>
    summaryRows({ rows: [own, floor], measured: summarize([{ plan, floor: [100] }]) })[0];

  test("shows the median beside its floor and budget", () => {
    expect(only([250, 900, 200])).toEqual({
      name: "plan",
      value: "250 ms",
      spread: "200 ms … 900 ms",
      floor: "100 ms",
      ratio: "2.50",
      budget: "≤ 300 ms",
      verdict: "met",
    });
  });

  test.each([
    [300, "met"],
    [300.001, "missed"],
  ])("of %d with a budget of 300 says %s", (value, verdict) => {
    expect(only([value])?.verdict).toBe(verdict);
  });

  test.each([
    [250, "met"],
    [250.001, "missed"],
  ])("of %d with a budget of 2.5 times its floor of 100 says %s", (value, verdict) => {
    const { budget: _, ...relative } = row;
    expect(only([value], { ...relative, budgetRatio: 2.5 })).toMatchObject({
      budget: "≤ 2.5 × floor",
      verdict,
    });
  });

  test("whose budget is a multiple of a floor that was not measured has none", () => {
    const relative = { id: "plan", name: "plan", unit: "ms", floor: "floor", budgetRatio: 2 } as const;
    expect(summaryRows({ rows: [relative], measured: summarize([{ plan: [1] }]) })).toMatchObject([
      { budget: "", verdict: "" },
    ]);
  });

  test("that is judged by its largest sample misses its budget with one of them", () => {
    expect(only([100, 100, 301], { ...row, judged: "max" })).toMatchObject({
      value: "301 ms",
      verdict: "missed",
    });
  });

  test("that was not measured is left out", () => {
    expect(summaryRows({ rows: [row], measured: {} })).toEqual([]);
  });
});

test("the samples of all runs count together, and the medians of the runs are kept", () => {
  expect(summarize([{ plan: [1, 2, 3] }, { plan: [10] }])).toEqual({
    plan: { median: 2.5, min: 1, max: 10, runMedians: [2, 10], samples: [1, 2, 3, 10] },
  });
});

test.each<[number, Unit, string]>([
  [2.34, "ms", "2.3 ms"],
  [56.4, "ms", "56 ms"],
  [2040, "ms", "2.04 s"],
  [25_320, "ms", "25.3 s"],
  [114.95, "MB", "115.0 MB"],
  [0.812, "MB", "0.81 MB"],
  [1, "calls", "1 call"],
  [11, "calls", "11 calls"],
  [0, "failures", "0 failures"],
  [226.4, "calls/s", "226 calls/s"],
])("%d in %s is written %s", (value, unit, text) => {
  expect(format(value, unit)).toBe(text);
});
