import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { intervalMs, poll } from "./poll.ts";
import { useFakeTime, useRealTime } from "./testing/fake-time.ts";

/** Chances that make the time between two looks the shortest, the usual and the longest. */
const CHANCES = [0, 0.5, 0.9999];

const never = new AbortController().signal;

beforeEach(useFakeTime);
afterEach(useRealTime);

describe("the time to the next look", () => {
  test.each([
    [0, 500],
    [1_000, 500],
    [5_000, 500],
    [10_000, 1_000],
    [60_000, 6_000],
    [100_000, 10_000],
    [3_600_000, 10_000],
  ])("after %i ms of waiting is %i ms", (waitedMs, expected) => {
    expect(intervalMs(waitedMs, 0.5)).toBe(expected);
  });

  test("is spread by a fifth either way, so that many waits do not look at once", () => {
    expect(intervalMs(60_000, 0)).toBeCloseTo(4_800);
    expect(intervalMs(60_000, 0.25)).toBeCloseTo(5_400);
    expect(intervalMs(60_000, 0.9999)).toBeCloseTo(7_200, -1);
  });
});

describe("waiting", () => {
  test("looks at once", async () => {
    const look = vi.fn(async () => "ready");
    expect(await poll(look, never)).toBe("ready");
    expect(look).toHaveBeenCalledOnce();
  });

  test("goes on while a look says undefined, and ends with anything else, also null and false", async () => {
    for (const [seen, expected] of [[null, null] as const, [false, false] as const]) {
      const looks = [undefined, undefined, seen];
      const waiting = poll(async () => looks.shift(), never);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(await waiting).toBe(expected);
    }
  });

  test.each(CHANCES)(
    "is late by a second, or by an eighth of the time waited, but never by more than 12 s (chance %s)",
    async (chance) => {
      for (const readyMs of [1, 400, 3_000, 20_000, 61_234, 100_000, 900_000]) {
        const { noticedMs } = await waitUntil(readyMs, chance);
        const lateMs = noticedMs - readyMs;
        expect(lateMs).toBeGreaterThanOrEqual(0);
        expect(lateMs).toBeLessThanOrEqual(Math.min(12_000, Math.max(1_000, 0.12 * readyMs)));
      }
    },
  );

  test("takes about 120 looks in 15 minutes", async () => {
    expect((await waitUntil(900_000, 0.5)).looks).toBe(123);
  });

  test("takes at most 155 looks in 15 minutes, even when chance makes every pause short", async () => {
    expect((await waitUntil(900_000, 0)).looks).toBeLessThanOrEqual(155);
  });

  test("ends with what a look throws", async () => {
    const broken = new Error("broken");
    await expect(poll(() => Promise.reject(broken), never)).rejects.toBe(broken);
  });
});

describe("a signal", () => {
  test("that has fired keeps it from looking at all", async () => {
    const look = vi.fn(async () => "ready");
    await expect(poll(look, AbortSignal.abort("enough"))).rejects.toBe("enough");
    expect(look).not.toHaveBeenCalled();
  });

  test("ends a pause at once, with its reason", async () => {
    const controller = new AbortController();
    const look = vi.fn(async () => undefined);
    const waiting = poll(look, controller.signal);
    const rejected = expect(waiting).rejects.toBe("enough");
    await vi.advanceTimersByTimeAsync(100);
    controller.abort("enough");
    await rejected;
    expect(look).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that fires during a look leaves the look to end by itself", async () => {
    const controller = new AbortController();
    const look = async () => {
      controller.abort("enough");
      return "ready";
    };
    expect(await poll(look, controller.signal)).toBe("ready");
  });
});

/** Waits for something that happens after `readyMs`: when it was noticed, and after how many looks. */
async function waitUntil(readyMs: number, chance: number): Promise<{ noticedMs: number; looks: number }> {
  const startMs = performance.now();
  const elapsedMs = () => performance.now() - startMs;
  let looks = 0;
  const look = async () => {
    looks += 1;
    return elapsedMs() >= readyMs ? elapsedMs() : undefined;
  };
  const waiting = poll(look, never, { now: () => performance.now(), random: () => chance });
  await vi.advanceTimersByTimeAsync(readyMs * 1.2 + 12_000);
  return { noticedMs: await waiting, looks };
}
