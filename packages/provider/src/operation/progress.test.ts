import { describe, expect, test } from "vitest";
import { estimateProgress } from "./progress.ts";

/** An estimate on a clock that the test sets. */
function estimateAt() {
  let nowMs = 0;
  const estimate = estimateProgress(() => nowMs);
  return {
    see: (atMs: number, progress: string | null) => {
      nowMs = atMs;
      estimate.record(progress);
      return estimate.remainingMs();
    },
    remainingMs: (atMs: number) => {
      nowMs = atMs;
      return estimate.remainingMs();
    },
  };
}

describe("how much longer it will take", () => {
  test("is not known before any progress was made", () => {
    const { see } = estimateAt();
    expect(see(0, "0%")).toBeUndefined();
    expect(see(1_000, "0%")).toBeUndefined();
  });

  test("follows from the progress since the first look, less one percent that may be just about to come", () => {
    const { see, remainingMs } = estimateAt();
    see(0, "20%");
    expect(see(3_000, "50%")).toBe(4_900);
    expect(remainingMs(4_000)).toBe(3_900);
  });

  test("is nothing once the end is overdue, and not known once progress is ten percents late", () => {
    const { see, remainingMs } = estimateAt();
    see(0, "0%");
    see(9_900, "99%");
    expect(remainingMs(10_500)).toBe(0);
    expect(see(10_900, "99%")).toBe(0);
    expect(see(10_901, "99%")).toBeUndefined();
    expect(see(11_000, "100%")).toBeDefined();
  });

  test.each([null, "", "half", "%", "-5%"])("is not changed by the progress %j", (progress) => {
    const { see } = estimateAt();
    see(0, "0%");
    see(1_000, "10%");
    expect(see(1_000, progress)).toBe(8_900);
  });

  test.each(["50", "50%", " 50% ", "50.0%"])("understands %j", (progress) => {
    const { see } = estimateAt();
    see(0, "0%");
    expect(see(1_000, progress)).toBe(980);
  });
});
