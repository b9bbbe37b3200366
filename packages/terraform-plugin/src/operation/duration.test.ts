import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDuration, parseDurationMs } from "./duration.ts";

describe("a duration is read as Go reads it", () => {
  test.each([
    ["0", 0],
    ["+0", 0],
    ["-0", 0],
    ["0s", 0],
    ["5s", 5_000],
    ["+5s", 5_000],
    ["-5s", -5_000],
    ["5.s", 5_000],
    [".5s", 500],
    ["1.5h", 5_400_000],
    ["10m", 600_000],
    ["1h30m", 5_400_000],
    ["-1h30m", -5_400_000],
    ["30m1h", 5_400_000],
    ["1m1m", 120_000],
    ["300ms", 300],
    ["1h1m1s1ms", 3_661_001],
    ["10us", 0.01],
    ["10µs", 0.01],
    ["10μs", 0.01],
    ["100ns", 0.0001],
    ["00010m", 600_000],
    ["2562047h", 9_223_369_200_000],
  ])("%s is %d milliseconds", (text, milliseconds) => {
    expect(parseDurationMs(text)).toBeCloseTo(milliseconds, 9);
  });

  test.each([
    "",
    "1",
    "10",
    "-",
    "s",
    ".",
    ".s",
    "+.s",
    "1x",
    "1 s",
    " 1s",
    "1s ",
    "1s\n",
    "1S",
    "1d",
    "1h 30m",
    "1e3s",
    "0x1s",
    "--1s",
    "1-s",
    "1h-30m",
    "1,5h",
    "ten minutes",
    "Infinity",
    "2562048h",
    "9223372036854775808ns",
  ])("%j is none", (text) => {
    expect(parseDurationMs(text)).toBeUndefined();
  });
});

describe("a duration is shown", () => {
  test.each([
    [0, "0ms"],
    [300, "300ms"],
    [999.4, "999ms"],
    [999.5, "1s"],
    [1_000, "1s"],
    [2_500, "2.5s"],
    [2_549, "2.5s"],
    [59_940, "59.9s"],
    [59_960, "1m"],
    [60_000, "1m"],
    [119_999, "2m"],
    [600_000, "10m"],
    [3_599_999, "1h"],
    [5_400_000, "1h30m"],
    [3_661_100, "1h1m1.1s"],
  ])("%d milliseconds as %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  test("in a form that can be read again", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), (milliseconds) => {
        const read = parseDurationMs(formatDuration(milliseconds));
        expect(Math.abs((read ?? Number.NaN) - milliseconds)).toBeLessThanOrEqual(50);
      }),
    );
  });
});
