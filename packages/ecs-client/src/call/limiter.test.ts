import { describe, expect, it, vi } from "vitest";
import { EcsError } from "../errors/ecs-error.ts";
import { createTestRuntime } from "../testing/test-runtime.ts";
import { createLimiter, type Limiter, sharedLimiter } from "./limiter.ts";
import { withRetries } from "./retry.ts";
import { systemRuntime } from "./runtime.ts";

const { signal } = new AbortController();

/** Lets `count` calls through at once, of which the last is throttled. */
async function throttleBurst(limiter: Limiter, count: number): Promise<void> {
  const permits = await Promise.all(Array.from({ length: count }, () => limiter.acquire(signal)));
  const last = permits.at(-1);
  if (last !== undefined) limiter.throttled(last, null);
}

describe("createLimiter", () => {
  it("does not slow anything down before the service throttles", async () => {
    const runtime = createTestRuntime();
    const limiter = createLimiter(runtime);
    await Promise.all(Array.from({ length: 1000 }, () => limiter.acquire(signal)));
    expect(runtime.sleeps).toEqual([]);
    expect(limiter.ratePerSecond).toBeNull();
  });

  it("halves the observed rate when the service throttles", async () => {
    const limiter = createLimiter(createTestRuntime());
    await throttleBurst(limiter, 20);
    expect(limiter.ratePerSecond).toBe(10);
  });

  it("counts throttling of calls that were under way together as one", async () => {
    const limiter = createLimiter(createTestRuntime());
    const permits = await Promise.all(Array.from({ length: 20 }, () => limiter.acquire(signal)));
    for (const permit of permits) limiter.throttled(permit, null);
    expect(limiter.ratePerSecond).toBe(10);
    expect(limiter.throttledCount).toBe(20);
  });

  it("spaces calls evenly and serves them in order", async () => {
    const runtime = createTestRuntime();
    const limiter = createLimiter(runtime);
    await throttleBurst(limiter, 20);
    const start = runtime.elapsed();
    const served: [number, number][] = [];
    await Promise.all(
      [0, 1, 2, 3].map(async (index) => {
        const { grantedAtMs } = await limiter.acquire(signal);
        served.push([index, grantedAtMs - start]);
      }),
    );
    expect(served.map(([index]) => index)).toEqual([0, 1, 2, 3]);
    for (const [index, afterMs] of served) {
      expect(afterMs).toBeGreaterThan(index * 85);
      expect(afterMs).toBeLessThanOrEqual((index + 1) * 100);
    }
  });

  it("never goes below one call a second", async () => {
    const runtime = createTestRuntime();
    const limiter = createLimiter(runtime);
    for (let round = 0; round < 10; round += 1) await throttleBurst(limiter, 1);
    expect(limiter.ratePerSecond).toBe(1);
  });

  it("recovers quickly to just below the throttled rate, then slowly beyond it", async () => {
    const runtime = createTestRuntime();
    const limiter = createLimiter(runtime);
    await throttleBurst(limiter, 20);
    await runtime.sleep(4000, signal);
    expect(limiter.ratePerSecond).toBeCloseTo(18);
    await runtime.sleep(5000, signal);
    expect(limiter.ratePerSecond).toBeCloseTo(20);
  });

  it("lets go after a minute without throttling", async () => {
    const runtime = createTestRuntime();
    const limiter = createLimiter(runtime);
    await throttleBurst(limiter, 20);
    await runtime.sleep(60_000, signal);
    expect(limiter.ratePerSecond).toBeNull();
  });

  it("lets nobody through before the time that the service demands has passed", async () => {
    const runtime = createTestRuntime();
    const limiter = createLimiter(runtime);
    limiter.throttled(await limiter.acquire(signal), 7000);
    const { grantedAtMs } = await limiter.acquire(signal);
    expect(grantedAtMs).toBe(7000);
  });

  it("rejects an aborted caller with its reason and keeps serving the others", async () => {
    const limiter = createLimiter(createTestRuntime());
    await throttleBurst(limiter, 4);
    const controller = new AbortController();
    const first = limiter.acquire(controller.signal);
    const second = limiter.acquire(signal);
    controller.abort(new Error("enough"));
    await expect(first).rejects.toThrow("enough");
    await expect(second).resolves.toBeDefined();
  });

  it("stops its timer when its last caller gives up", async () => {
    vi.useFakeTimers();
    try {
      const limiter = createLimiter(systemRuntime);
      limiter.throttled(await limiter.acquire(signal), 30_000);
      const controller = new AbortController();
      const turn = limiter.acquire(controller.signal);
      expect(vi.getTimerCount()).toBe(1);
      controller.abort(new Error("enough"));
      await expect(turn).rejects.toThrow("enough");
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("serves ten callers of a service that allows five calls a second: 200 calls in 50 s with 40 refusals at most", async () => {
    vi.useFakeTimers();
    try {
      const runtime = { ...systemRuntime, random: () => 0.5 };
      const limiter = createLimiter(runtime);
      const served = new Map<number, number>();
      let refused = 0;
      const callOnce = async () => {
        const permit = await limiter.acquire(signal);
        const second = Math.floor(runtime.elapsed() / 1000);
        const used = served.get(second) ?? 0;
        if (used < 5) {
          served.set(second, used + 1);
          return;
        }
        refused += 1;
        limiter.throttled(permit, null);
        throw new EcsError({ kind: "throttled", reason: "too many", retryable: true });
      };
      const aborted = () => new EcsError({ kind: "aborted", reason: "" });
      const caller = async () => {
        for (let call = 0; call < 20; call += 1) {
          await withRetries(callOnce, { maxRetries: 0, runtime, signal, aborted });
        }
      };
      const startMs = runtime.elapsed();
      let tookMs = 0;
      void Promise.all(Array.from({ length: 10 }, caller)).then(() => {
        tookMs = runtime.elapsed() - startMs;
      });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(tookMs).toBeGreaterThan(39_000);
      expect(tookMs).toBeLessThan(50_000);
      expect(refused).toBeLessThan(40);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("sharedLimiter", () => {
  it("is the same for all clients of an endpoint and another for another endpoint", () => {
    const one = sharedLimiter(new URL("https://one.example.com/"), systemRuntime);
    expect(sharedLimiter(new URL("https://one.example.com/"), systemRuntime)).toBe(one);
    expect(sharedLimiter(new URL("https://two.example.com/"), systemRuntime)).not.toBe(one);
  });
});
