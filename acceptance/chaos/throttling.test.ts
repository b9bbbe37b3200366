import { expect, test } from "vitest";
import { providerExecutable } from "../support/provider-build.ts";
import { runThrottled, violationsOf } from "./throttling.ts";

test("many images against a service that throttles: none fails, no call is wasted, and the log says how often it was slowed down", async () => {
  const run = { images: 30, rateLimit: 10, executable: providerExecutable() };
  const outcome = await runThrottled(run);
  expect(violationsOf(run, outcome)).toEqual([]);
  expect(outcome.apply.throttled).toBeGreaterThan(0);
});
