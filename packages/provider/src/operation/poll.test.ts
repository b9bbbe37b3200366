import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { useFakeTime, useRealTime } from "../testing/fake-time.ts";
import { intervalMs, poll } from "./poll.ts";
import { estimateProgress } from "./progress.ts";

/** Chances that make the time between two attempts the shortest, the usual and the longest. */
const CHANCES = [0, 0.5, 0.9999];

const never = new AbortController().signal;

beforeEach(useFakeTime);
afterEach(useRealTime);

describe("the time to the next attempt", () => {
  test.each([
    [0, 500],
    [1_000, 500],
    [4_000, 500],
    [16_000, 2_000],
    [40_000, 5_000],
    [80_000, 10_000],
    [3_600_000, 10_000],
  ])("after %i ms of waiting is %i ms, when nobody knows how long it will take", (waitedMs, expected) => {
    expect(intervalMs(waitedMs, undefined, 0)).toBe(expected);
  });

  test.each([
    [1_000, 20_000, 10_000],
    [1_000, 10_000, 5_000],
    [1_000, 200, 500],
    [120_000, 200, 1_200],
    [900_000, 0, 1_500],
  ])("after %i ms of waiting, when it will take %i ms more, is %i ms", (waitedMs, remainingMs, expected) => {
    expect(intervalMs(waitedMs, remainingMs, 0)).toBe(expected);
  });

  test("is longer by up to a fifth, so that many waits do not check at once", () => {
    expect(intervalMs(40_000, undefined, 0.5)).toBeCloseTo(5_500);
    expect(intervalMs(40_000, undefined, 0.9999)).toBeCloseTo(6_000, -1);
  });
});

describe("waiting", () => {
  test("makes an attempt at once", async () => {
    const attempt = vi.fn(async () => "ready");
    expect(await poll(attempt, never)).toBe("ready");
    expect(attempt).toHaveBeenCalledOnce();
  });

  test("goes on while a attempt says undefined, and ends with anything else, also null and false", async () => {
    for (const [seen, expected] of [[null, null] as const, [false, false] as const]) {
      const attempts = [undefined, undefined, seen];
      const waiting = poll(async () => attempts.shift(), never);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(await waiting).toBe(expected);
    }
  });

  test.each(CHANCES)(
    "is late by a second, or by a seventh of the time waited, but never by more than 12 s (chance %s)",
    async (chance) => {
      for (const readyMs of [1, 400, 3_000, 20_000, 61_234, 100_000, 900_000]) {
        const { noticedMs } = await waitUntil(readyMs, chance);
        const lateMs = noticedMs - readyMs;
        expect(lateMs).toBeGreaterThanOrEqual(0);
        expect(lateMs).toBeLessThanOrEqual(Math.min(12_000, Math.max(1_000, 0.15 * readyMs)));
      }
    },
  );

  test.each(CHANCES)("takes at most 120 attempts in 15 minutes (chance %s)", async (chance) => {
    expect((await waitUntil(900_000, chance)).attempts).toBeLessThanOrEqual(120);
  });

  test.each(CHANCES)(
    "notices within 2 s, and with at most 120 attempts, what reports its progress (chance %s)",
    async (chance) => {
      for (const readyMs of [2_000, 20_000, 61_234, 300_000, 897_654, 900_000]) {
        const { noticedMs, attempts } = await waitUntil(readyMs, chance, true);
        expect(noticedMs - readyMs).toBeLessThanOrEqual(2_000);
        expect(attempts).toBeLessThanOrEqual(120);
      }
    },
  );

  test("ends with what a attempt throws", async () => {
    const broken = new Error("broken");
    await expect(poll(() => Promise.reject(broken), never)).rejects.toBe(broken);
  });
});

describe("a signal", () => {
  test("that has fired keeps it from making any attempt", async () => {
    const attempt = vi.fn(async () => "ready");
    await expect(poll(attempt, AbortSignal.abort("enough"))).rejects.toBe("enough");
    expect(attempt).not.toHaveBeenCalled();
  });

  test("ends a pause at once, with its reason", async () => {
    const controller = new AbortController();
    const attempt = vi.fn(async () => undefined);
    const waiting = poll(attempt, controller.signal);
    const rejected = expect(waiting).rejects.toBe("enough");
    await vi.advanceTimersByTimeAsync(100);
    controller.abort("enough");
    await rejected;
    expect(attempt).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that fires during a attempt leaves the attempt to end by itself", async () => {
    const controller = new AbortController();
    const attempt = async () => {
      controller.abort("enough");
      return "ready";
    };
    expect(await poll(attempt, controller.signal)).toBe("ready");
  });
});

/** Waits for something that happens after `readyMs`: when it was noticed, and after how many attempts. */
async function waitUntil(
  readyMs: number,
  chance: number,
  tellsProgress = false,
): Promise<{ noticedMs: number; attempts: number }> {
  const startMs = performance.now();
  const elapsedMs = () => performance.now() - startMs;
  const estimate = estimateProgress();
  let attempts = 0;
  const attempt = async () => {
    attempts += 1;
    if (tellsProgress) estimate.record(`${Math.min(100, Math.floor((elapsedMs() / readyMs) * 100))}%`);
    return elapsedMs() >= readyMs ? elapsedMs() : undefined;
  };
  const clock = { now: () => performance.now(), random: () => chance };
  const waiting = poll(attempt, never, { clock, remainingMs: estimate.remainingMs });
  await vi.advanceTimersByTimeAsync(readyMs * 1.2 + 12_000);
  return { noticedMs: await waiting, attempts };
}
