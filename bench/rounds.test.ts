import { expect, test } from "vitest";
import { interleave } from "./rounds.mjs";

/** Contenders that note when they ran; the samples are the numbers of their runs. */
function contenders(names: readonly string[]) {
  const order: string[] = [];
  const runs = names.map((name) => async () => {
    order.push(name);
    return { [name]: order.filter((each) => each === name).length };
  });
  return { order, runs };
}

test("every contender runs once a round, and each round begins with the next one", async () => {
  const { order, runs } = contenders(["a", "b", "c"]);
  const samples = await interleave(runs, { rounds: 2, warmUp: false });
  expect(order.join("")).toBe("abcbca");
  expect(samples).toEqual({ a: [1, 2], b: [1, 2], c: [1, 2] });
});

test("a round before the first warms up and does not count", async () => {
  const { order, runs } = contenders(["a", "b"]);
  const samples = await interleave(runs, { rounds: 1 });
  expect(order.join("")).toBe("abab");
  expect(samples).toEqual({ a: [2], b: [2] });
});

test("a contender may give samples of several rows", async () => {
  const both = async () => ({ time: 5, calls: 1 });
  expect(await interleave([both], { rounds: 2, warmUp: false })).toEqual({ time: [5, 5], calls: [1, 1] });
});
