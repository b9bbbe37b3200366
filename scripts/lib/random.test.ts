import { expect, test } from "vitest";
import { Random } from "./random.mjs";

const numbers = (seed: number) => {
  const random = new Random(seed);
  return Array.from({ length: 1000 }, () => random.next());
};

test("a seed gives the same numbers every time, and seeds next to each other give unrelated ones", () => {
  expect(numbers(1)).toEqual(numbers(1));
  const [one, two] = [numbers(1), numbers(2)];
  expect(one.filter((each, index) => Math.abs(each - (two[index] ?? 0)) < 0.001).length).toBeLessThan(20);
});

test("numbers are spread evenly over [0, 1)", () => {
  const all = numbers(7);
  expect(all.every((each) => each >= 0 && each < 1)).toBe(true);
  for (let tenth = 0; tenth < 10; tenth++) {
    const count = all.filter((each) => Math.floor(each * 10) === tenth).length;
    expect(count).toBeGreaterThan(60);
    expect(count).toBeLessThan(140);
  }
});

test("a range includes both ends, and a choice is one of the choices", () => {
  const random = new Random(3);
  const drawn = new Set(Array.from({ length: 200 }, () => random.between(2, 4)));
  expect([...drawn].sort()).toEqual([2, 3, 4]);
  expect(["a", "b"]).toContain(random.pick(["a", "b"]));
  expect([random.chance(0), random.chance(1)]).toEqual([false, true]);
});
