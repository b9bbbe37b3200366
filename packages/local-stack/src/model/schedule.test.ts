import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { Schedule } from "./schedule.ts";

const atMs = fc.integer({ min: 0, max: 20 });

describe("a schedule", () => {
  it("does what is due in the order of its time, and what is due at the same time in the order it came", () => {
    fc.assert(
      fc.property(fc.array(atMs), atMs, (times, nowMs) => {
        const schedule = new Schedule();
        const done: [number, number][] = [];
        for (const [index, time] of times.entries()) schedule.at(time, (dueMs) => done.push([dueMs, index]));
        schedule.runUntil(nowMs);
        const due = times
          .map((time, index): [number, number] => [time, index])
          .filter(([time]) => time <= nowMs);
        expect(done).toEqual(due.sort(([a, i], [b, j]) => a - b || i - j));
        schedule.runUntil(20);
        expect(done).toHaveLength(times.length);
      }),
    );
  });

  it("does what is scheduled on the way, if it is due as well", () => {
    const schedule = new Schedule();
    const done: string[] = [];
    schedule.at(1, (dueMs) => {
      done.push("first");
      schedule.at(dueMs + 1, () => done.push("follower"));
      schedule.at(dueMs + 9, () => done.push("later"));
    });
    schedule.at(3, () => done.push("last"));
    schedule.runUntil(5);
    expect(done).toEqual(["first", "follower", "last"]);
  });

  it("forgets what it was cleared of", () => {
    const schedule = new Schedule();
    const done: number[] = [];
    schedule.at(1, (dueMs) => done.push(dueMs));
    schedule.clear();
    schedule.runUntil(9);
    expect(done).toEqual([]);
  });
});
