import { describe, expect, it } from "vitest";

import { Chaos } from "./chaos.ts";

const faultsOf = (chaos: Chaos, action: string, count: number) =>
  Array.from({ length: count }, () => chaos.next(action));

describe("chaos", () => {
  it("breaks nothing without a seed", () => {
    expect(faultsOf(new Chaos(undefined, 1), "A", 100)).toEqual(Array(100).fill(undefined));
  });

  it.each([0, 0.1, 0.5, 1])("breaks a share of %d of the requests", (share) => {
    const broken = faultsOf(new Chaos("seed", share), "A", 10_000).filter((rule) => rule !== undefined);
    expect(broken.length / 10_000).toBeCloseTo(share, 1.5);
  });

  it("breaks in every way, each about as often, and never for ever", () => {
    const counts = new Map<string, number>();
    for (const rule of faultsOf(new Chaos("seed", 1), "A", 7000)) {
      const name = `${rule?.fault} ${rule?.code ?? ""}`.trim();
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (rule?.fault === "hang") expect(rule.ms).toBeLessThanOrEqual(5000);
    }
    expect([...counts.keys()].sort()).toEqual([
      "drop-after",
      "drop-before",
      "error InternalError",
      "error ServiceUnavailable",
      "hang",
      "slow",
      "throttle",
    ]);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it("breaks the same requests in the same way for the same seed, whatever comes between", () => {
    const alone = new Chaos("seed", 0.5);
    const among = new Chaos("seed", 0.5);
    const ofAmong = Array.from({ length: 100 }, () => {
      among.next("B");
      return among.next("A");
    });
    expect(ofAmong).toEqual(faultsOf(alone, "A", 100));
    expect(faultsOf(new Chaos("other", 0.5), "A", 100)).not.toEqual(ofAmong);
    alone.restart();
    expect(faultsOf(alone, "A", 100)).toEqual(ofAmong);
  });
});
