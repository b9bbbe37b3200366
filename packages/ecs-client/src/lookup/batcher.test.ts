import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBatcher } from "./batcher.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface RunCall {
  readonly keys: readonly string[];
  readonly signal: AbortSignal;
  readonly respond: (values: Record<string, string>) => void;
  readonly fail: (error: Error) => void;
}

function setUp({ maxKeys = 100, isSlowedDown = false } = {}) {
  const calls: RunCall[] = [];
  const lookup = createBatcher<string>({
    delayMs: 5,
    maxKeys,
    isSlowedDown: () => isSlowedDown,
    lookUp: (keys, signal) =>
      new Promise((resolve, reject) => {
        calls.push({
          keys,
          signal,
          respond: (values) => resolve(new Map(Object.entries(values))),
          fail: reject,
        });
      }),
  });
  return { calls, lookup };
}

describe("createBatcher", () => {
  it("sends lookups of the same few milliseconds as one call, each key once", async () => {
    const { calls, lookup } = setUp();
    const { signal } = new AbortController();
    const results = ["a", "b", "a", "c"].map((key) => lookup(key, signal));
    await vi.advanceTimersByTimeAsync(4);
    expect(calls).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls.map(({ keys }) => keys)).toEqual([["a", "b", "c"]]);
    calls[0]?.respond({ a: "A", b: "B" });
    expect(await Promise.all(results)).toEqual(["A", "B", "A", null]);
  });

  it("sends a full batch at once and starts the next one", async () => {
    const { calls, lookup } = setUp({ maxKeys: 2 });
    const { signal } = new AbortController();
    for (const key of ["a", "b", "c"]) void lookup(key, signal);
    expect(calls.map(({ keys }) => keys)).toEqual([["a", "b"]]);
    await vi.advanceTimersByTimeAsync(5);
    expect(calls.map(({ keys }) => keys)).toEqual([["a", "b"], ["c"]]);
  });

  describe("while calls have to queue", () => {
    it("has one call under way at a time, and the next one collects lookups meanwhile", async () => {
      const { calls, lookup } = setUp({ isSlowedDown: true });
      const { signal } = new AbortController();
      const results = [lookup("a", signal)];
      await vi.advanceTimersByTimeAsync(5);
      results.push(lookup("b", signal));
      await vi.advanceTimersByTimeAsync(500);
      results.push(lookup("c", signal));
      await vi.advanceTimersByTimeAsync(2);
      expect(calls.map(({ keys }) => keys)).toEqual([["a"]]);
      calls[0]?.respond({ a: "A" });
      await vi.advanceTimersByTimeAsync(0);
      expect(calls.map(({ keys }) => keys)).toEqual([["a"], ["b", "c"]]);
      calls[1]?.respond({ b: "B", c: "C" });
      expect(await Promise.all(results)).toEqual(["A", "B", "C"]);
    });

    it("goes on after a call that failed", async () => {
      const { calls, lookup } = setUp({ isSlowedDown: true });
      const { signal } = new AbortController();
      const failed = expect(lookup("a", signal)).rejects.toThrow("no");
      await vi.advanceTimersByTimeAsync(5);
      void lookup("b", signal);
      await vi.advanceTimersByTimeAsync(5);
      calls[0]?.fail(new Error("no"));
      await failed;
      expect(calls.map(({ keys }) => keys)).toEqual([["a"], ["b"]]);
    });

    it("does not hold a lookup back that has only just come", async () => {
      const { calls, lookup } = setUp({ isSlowedDown: true });
      const { signal } = new AbortController();
      void lookup("a", signal);
      await vi.advanceTimersByTimeAsync(5);
      void lookup("b", signal, 100);
      calls[0]?.respond({});
      await vi.advanceTimersByTimeAsync(99);
      expect(calls).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(calls.map(({ keys }) => keys)).toEqual([["a"], ["b"]]);
    });

    it("sends a full batch all the same", async () => {
      const { calls, lookup } = setUp({ isSlowedDown: true, maxKeys: 2 });
      const { signal } = new AbortController();
      for (const key of ["a", "b", "c", "d"]) void lookup(key, signal);
      expect(calls.map(({ keys }) => keys)).toEqual([
        ["a", "b"],
        ["c", "d"],
      ]);
    });
  });

  it("lets a patient lookup wait for others and goes when the first one runs out of patience", async () => {
    const { calls, lookup } = setUp();
    const { signal } = new AbortController();
    void lookup("patient", signal, 500);
    await vi.advanceTimersByTimeAsync(400);
    void lookup("hasty", signal);
    void lookup("also patient", signal, 500);
    await vi.advanceTimersByTimeAsync(4);
    expect(calls).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls.map(({ keys }) => keys)).toEqual([["patient", "hasty", "also patient"]]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toHaveLength(1);
  });

  it("does not let others wait longer for a lookup that is more patient", async () => {
    const { calls, lookup } = setUp();
    const { signal } = new AbortController();
    void lookup("patient", signal, 500);
    await vi.advanceTimersByTimeAsync(499);
    void lookup("later", signal, 500);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls.map(({ keys }) => keys)).toEqual([["patient", "later"]]);
  });

  it("looks a key up again whose lookup is in progress: a result is never older than its request", async () => {
    const { calls, lookup } = setUp();
    const { signal } = new AbortController();
    void lookup("a", signal);
    await vi.advanceTimersByTimeAsync(5);
    void lookup("a", signal);
    await vi.advanceTimersByTimeAsync(5);
    expect(calls.map(({ keys }) => keys)).toEqual([["a"], ["a"]]);
  });

  it("gives an aborted caller its own reason at once and the others their results", async () => {
    const { calls, lookup } = setUp();
    const impatient = new AbortController();
    const { signal } = new AbortController();
    const first = lookup("a", impatient.signal);
    const second = lookup("a", signal);
    const third = lookup("b", signal);
    await vi.advanceTimersByTimeAsync(5);
    impatient.abort(new Error("enough"));
    await expect(first).rejects.toThrow("enough");
    expect(calls[0]?.signal.aborted).toBe(false);
    calls[0]?.respond({ a: "A", b: "B" });
    expect(await Promise.all([second, third])).toEqual(["A", "B"]);
  });

  it("aborts the call when all its callers have given up", async () => {
    const { calls, lookup } = setUp();
    const controllers = [new AbortController(), new AbortController()];
    const results = controllers.map(({ signal }, index) => lookup(`key-${index}`, signal));
    await vi.advanceTimersByTimeAsync(5);
    controllers.forEach((controller, index) => {
      controller.abort(new Error(`reason ${index}`));
    });
    const outcomes = await Promise.allSettled(results);
    expect(outcomes.map((outcome) => outcome.status === "rejected" && String(outcome.reason))).toEqual([
      "Error: reason 0",
      "Error: reason 1",
    ]);
    expect(calls[0]?.signal.aborted).toBe(true);
  });

  it("sends nothing for callers that give up before the batch goes", async () => {
    const { calls, lookup } = setUp();
    const controller = new AbortController();
    const result = lookup("a", controller.signal);
    controller.abort(new Error("enough"));
    await expect(result).rejects.toThrow("enough");
    await vi.advanceTimersByTimeAsync(5);
    expect(calls).toHaveLength(0);
  });

  it("still serves a caller that joins a batch whose other callers have all given up", async () => {
    const { calls, lookup } = setUp();
    const controller = new AbortController();
    const gone = lookup("a", controller.signal);
    controller.abort(new Error("enough"));
    await expect(gone).rejects.toThrow("enough");
    const result = lookup("b", new AbortController().signal);
    await vi.advanceTimersByTimeAsync(5);
    expect(calls[0]?.signal.aborted).toBe(false);
    calls[0]?.respond({ b: "B" });
    expect(await result).toBe("B");
  });

  it("gives a failure to every caller and starts afresh afterwards", async () => {
    const { calls, lookup } = setUp();
    const { signal } = new AbortController();
    const results = [lookup("a", signal), lookup("b", signal)].map((result) => result.catch(String));
    await vi.advanceTimersByTimeAsync(5);
    calls[0]?.fail(new Error("broken"));
    expect(await Promise.all(results)).toEqual(["Error: broken", "Error: broken"]);
    const next = lookup("a", signal);
    await vi.advanceTimersByTimeAsync(5);
    calls[1]?.respond({ a: "A" });
    expect(await next).toBe("A");
  });

  it("refuses a signal that has fired already", async () => {
    const { lookup } = setUp();
    await expect(lookup("a", AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
  });
});
