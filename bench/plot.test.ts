import { describe, expect, test } from "vitest";
import { plot, ticks } from "./plot.mjs";

describe("the ticks of a scale", () => {
  test.each([
    [3000, [0, 500, 1000, 1500, 2000, 2500, 3000]],
    [12.7, [0, 5, 10, 15]],
    [0.3, [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]],
    [1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0, [0, 1]],
  ])("up to %d are %j", (most, expected) => {
    expect(ticks(most)).toEqual(expected);
  });
});

describe("a plot", () => {
  const svg = plot("a < b & c", [
    {
      title: "seconds",
      xTitle: "images",
      series: [
        {
          name: "line",
          color: "#000000",
          points: [
            [0, 0],
            [1000, 10],
          ],
        },
      ],
    },
  ]);

  test("draws the largest value at the top right corner of its panel, and 0 at the bottom left", () => {
    expect(svg).toContain('points="52,256 278,52"');
  });

  test("escapes text", () => {
    expect(svg).toContain("<title>a &lt; b &amp; c</title>");
  });
});
