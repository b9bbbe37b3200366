import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { useFakeTime, useRealTime } from "../testing/fake-time.ts";
import { batched } from "./batch.ts";

beforeEach(useFakeTime);
afterEach(useRealTime);

const { signal } = new AbortController();

/** Look-ups of objects that exist when their ID is even, and the calls that they make. */
function lookups() {
  const calls: (readonly string[])[] = [];
  const lookup = batched(async (ids) => {
    calls.push(ids);
    return new Map(ids.filter((id) => Number(id) % 2 === 0).map((id) => [id, `object ${id}`]));
  });
  return { lookup: (id: number) => lookup(String(id), signal), calls };
}

describe("look-ups by ID", () => {
  test("that come together share a call, and each gets its own answer", async () => {
    const { lookup, calls } = lookups();
    const found = Promise.all([lookup(2), lookup(3), lookup(2)]);
    await vi.advanceTimersByTimeAsync(10);
    expect(await found).toEqual(["object 2", null, "object 2"]);
    expect(calls).toEqual([["2", "3"]]);
  });

  test("that come later make another call", async () => {
    const { lookup, calls } = lookups();
    for (const id of [2, 4]) {
      const found = lookup(id);
      await vi.advanceTimersByTimeAsync(10);
      await found;
    }
    expect(calls).toEqual([["2"], ["4"]]);
  });

  test("are 100 a call", async () => {
    const { lookup, calls } = lookups();
    const found = Promise.all(Array.from({ length: 250 }, (_each, id) => lookup(id)));
    await vi.advanceTimersByTimeAsync(10);
    expect((await found).filter((each) => each !== null)).toHaveLength(125);
    expect(calls.map(({ length }) => length)).toEqual([100, 100, 50]);
  });

  test("that fail all fail as the call does, and the next one asks again", async () => {
    const broken = new Error("broken");
    const describeIds = vi.fn(async () => new Map([["1", "one"]])).mockRejectedValueOnce(broken);
    const lookup = batched(describeIds);
    const outcomes = Promise.allSettled([lookup("1", signal), lookup("2", signal)]);
    await vi.advanceTimersByTimeAsync(10);
    expect(await outcomes).toMatchObject([{ reason: broken }, { reason: broken }]);
    const again = lookup("1", signal);
    await vi.advanceTimersByTimeAsync(10);
    expect(await again).toBe("one");
  });
});
