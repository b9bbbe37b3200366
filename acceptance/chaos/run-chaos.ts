import { makeScenario } from "./make-scenario.ts";
import type { Outcome } from "./outcome.ts";
import { failureLine, summary } from "./report.ts";
import { runScenario } from "./run-scenario.ts";
import { startTestbed } from "./testbed.ts";
import { type Cost, runThrottled, violationsOf } from "./throttling.ts";

/** The options of the command line. */
export interface ChaosOptions {
  /** The seed of the first scenario; the others count on from it. */
  readonly seed: number;
  readonly scenarios: number;
  /** How many run at the same time. */
  readonly parallel: number;
  /** Whether to print every scenario and what its commands wrote. */
  readonly verbose: boolean;
  /** Whether 200 images are also created on a stack that throttles. */
  readonly throttled: boolean;
  /** Path of the provider. */
  readonly executable: string;
}

/** Runs scenarios and prints the results. Returns whether no rule was broken. After Ctrl-C or SIGTERM it starts no further scenario. */
export async function runChaos(options: ChaosOptions): Promise<boolean> {
  const { seed, scenarios, parallel } = options;
  console.log(`seeds ${seed} to ${seed + scenarios - 1}`);
  const outcomes: Outcome[] = [];
  let next = seed;
  let isStopped = false;
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      isStopped = true;
    });
  }
  const work = async () => {
    const testbed = await startTestbed(options.executable);
    try {
      while (next < seed + scenarios && !isStopped) {
        const outcome = await runScenario(makeScenario(next++), testbed);
        outcomes.push(outcome);
        show(outcome, options);
        if (outcomes.length % 25 === 0) console.error(`${outcomes.length} of ${scenarios}`);
      }
    } finally {
      await testbed.close();
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  const throttlingPassed = options.throttled && !isStopped ? await runManyThrottled(options) : true;
  console.log(`\n${summary(outcomes)}`);
  return throttlingPassed && !isStopped && outcomes.every(({ violations }) => violations.length === 0);
}

async function runManyThrottled({ executable }: ChaosOptions): Promise<boolean> {
  const run = { images: 200, rateLimit: 5, executable };
  const outcome = await runThrottled(run);
  const violations = violationsOf(run, outcome);
  const cost = ({ seconds, answered, throttled }: Cost) =>
    `${seconds.toFixed(1)} s, ${answered} calls answered, ${throttled} throttled`;
  console.log(`\n${run.images} images at ${run.rateLimit} calls a second:`);
  console.log(`  apply: ${cost(outcome.apply)}\n  plan:  ${cost(outcome.plan)}`);
  for (const each of violations) console.log(`  broken rule: ${each}`);
  return violations.length === 0;
}

function show(outcome: Outcome, { verbose }: ChaosOptions): void {
  if (verbose) {
    const { transcript, scenario, ...rest } = outcome;
    console.log(`${JSON.stringify(scenario, null, 2)}\n${transcript}\n${JSON.stringify(rest, null, 2)}`);
  }
  if (outcome.violations.length > 0) console.log(failureLine(outcome));
}
