import { describe, expect, test } from "vitest";
import { growthIds } from "./growth.mjs";
import { growthPlot, growthText } from "./growth-report.mjs";
import { summarize } from "./results.mjs";

/** Results for numbers of images, with what a formula gives for each. */
function measured(sizes: readonly number[], floorMs: (images: number) => number) {
  const samples = sizes.flatMap((images) => {
    const ids = growthIds(images);
    return [
      [ids.time, [2 * floorMs(images)]],
      [ids.floor, [floorMs(images)]],
      [ids.cpu, [100 + images]],
      [ids.calls, [images / 100]],
      [ids.memory, [60 + images / 100]],
    ] as const;
  });
  return summarize([Object.fromEntries(samples.map(([id, values]) => [id, [...values]]))]);
}

describe("the text about growth", () => {
  test("has a row for each number of images that was measured", () => {
    const text = growthText(measured([1, 100], (images) => images));
    expect(text).toContain("| 100 | 200 ms | 100 ms | 200 ms | 1 call | 61.0 MB |");
    expect(text).not.toContain("| 1000 |");
  });

  test("tells the lines of processor time, calls and memory", () => {
    const text = growthText(measured([1, 100, 1000], (images) => images));
    expect(text).toContain("100 ms and 1.00 ms an image, which explains 100.0 % of the variation");
    expect(text).toContain("A hundred more images cost 1.0 more API calls");
    expect(text).toContain("Memory is 60.0 MB and 10 kB an image");
  });

  test("tells that terraform's own time grows faster than the number of images, only where it does", () => {
    expect(growthText(measured([1000, 3000], (images) => images ** 2))).toContain(
      "from 1000 to 3000 instances, 3.0 times as many, a plan without provider takes 9.0 times as long",
    );
    expect(growthText(measured([1000, 3000], (images) => images))).not.toContain("times as many");
  });
});

test("the plot has a panel for time, processor time, calls and memory", () => {
  const svg = growthPlot(measured([1, 1000], (images) => images));
  expect(svg.match(/<g transform/g)).toHaveLength(4);
});
