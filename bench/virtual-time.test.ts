import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { inVirtualTime } from "./virtual-time.mjs";

test("sleeping takes no time, and the clock goes forward by as much", async () => {
  const realStartMs = Date.now();
  const elapsedMs = await inVirtualTime(1, async () => {
    const startMs = performance.now();
    await sleep(60_000);
    await sleep(500);
    return performance.now() - startMs;
  });
  expect(elapsedMs).toBe(60_500);
  expect(Date.now() - realStartMs).toBeLessThan(5_000);
});

test("random numbers follow from the seed, are spread over [0, 1), and differ between seeds", async () => {
  const numbers = (seed: number) =>
    inVirtualTime(seed, async () => Array.from({ length: 1000 }, Math.random));
  const first = await numbers(1);
  expect(await numbers(1)).toEqual(first);
  expect(await numbers(2)).not.toEqual(first);
  expect(first.every((each) => each >= 0 && each < 1)).toBe(true);
  expect(first.reduce((sum, each) => sum + each, 0) / first.length).toBeCloseTo(0.5, 1);
});

test("afterwards, also after an error, clock, chance and sleep are real again", async () => {
  const real = [performance.now, Math.random];
  await expect(inVirtualTime(1, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect([performance.now, Math.random]).toEqual(real);
  const startMs = Date.now();
  await sleep(30);
  expect(Date.now() - startMs).toBeGreaterThanOrEqual(25);
});
