import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { providerExecutable } from "../support/provider-build.ts";
import { makeScenario } from "./make-scenario.ts";
import { failureLine } from "./report.ts";
import { runScenario } from "./run-scenario.ts";
import { DISTURBANCES, OPERATIONS } from "./scenario.ts";
import { startTestbed, type Testbed } from "./testbed.ts";

/** Every operation and every disturbance several times. `npm run test:chaos` runs any number of others. */
const SEEDS = [1010, 1015, 1020, 1050, 1031, 1036, 1042, 1047, 1053, 1058, 1064, 1069];

let testbed: Testbed;
beforeAll(async () => {
  testbed = await startTestbed(providerExecutable());
});
afterAll(() => testbed.close());

test.for(SEEDS)("no image is lost in the scenario with seed %i", async (seed) => {
  const outcome = await runScenario(makeScenario(seed), testbed);
  expect(outcome.violations, `${failureLine(outcome)}\n${outcome.transcript}`).toEqual([]);
});

describe("scenarios", () => {
  test("depend on nothing but their seed", () => {
    for (const seed of SEEDS) expect(makeScenario(seed)).toEqual(makeScenario(seed));
    expect(makeScenario(1)).not.toEqual(makeScenario(26));
  });

  test("combine every operation with every disturbance", () => {
    const count = OPERATIONS.length * DISTURBANCES.length;
    const scenarios = Array.from({ length: count }, (_, seed) => makeScenario(seed));
    const pairs = new Set(scenarios.map(({ operation, disturbance }) => `${operation}, ${disturbance}`));
    expect(pairs.size).toBe(count);
  });
});
