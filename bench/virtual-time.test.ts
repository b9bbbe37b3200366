import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { inVirtualTime } from "./virtual-time.ts";

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

test("timers run in the order of their times, and a cleared one does not run", async () => {
  const ran = await inVirtualTime(1, async () => {
    const order: string[] = [];
    const note = (name: string, milliseconds: number) =>
      setTimeout(() => order.push(`${name} at ${performance.now()}`), milliseconds);
    note("late", 900);
    note("early", 30);
    clearTimeout(note("never", 60));
    await sleep(1000);
    return order;
  });
  expect(ran).toEqual(["early at 30", "late at 900"]);
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
  const functions = () => [performance.now, Math.random, setTimeout, clearTimeout];
  const real = functions();
  await expect(inVirtualTime(1, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(functions()).toEqual(real);
  const startMs = Date.now();
  await sleep(30);
  expect(Date.now() - startMs).toBeGreaterThanOrEqual(25);
});
