import type { CommandResult } from "terraform-plugin/testing";
import { unframed } from "../support/text.ts";
import { converge } from "./converge.ts";
import { disturb } from "./disturb.ts";
import { defectsOf, differences, doubleCreates, imagesOutsideState, repeatedCreates } from "./invariants.ts";
import type { Outcome } from "./outcome.ts";
import { type Disturbance, type ImageBlock, isAbrupt, type Scenario } from "./scenario.ts";
import { Timeline } from "./schedule.ts";
import { Bench, type Laboratory } from "./testbed.ts";

/** A provider notices within a second that terraform is gone. */
const PROVIDER_OUTLIVES_MS = 3000;

const APPLY = ["apply", "-input=false", "-auto-approve"];

/**
 * Runs a scenario from a clean stack to a clean stack: prepares, lets the command run into what breaks, lifts everything, and judges what
 * is left.
 */
export async function runScenario(scenario: Scenario, laboratory: Laboratory): Promise<Outcome> {
  const startedAt = performance.now();
  await laboratory.world.reset();
  laboratory.processes.forget();
  const bench = await Bench.set(laboratory);
  try {
    const found = await play(scenario, laboratory, bench).catch(notPlayed);
    return {
      scenario,
      ...found,
      transcript: bench.transcript,
      milliseconds: performance.now() - startedAt,
    };
  } finally {
    await bench.close();
  }
}

type Found = Omit<Outcome, "scenario" | "transcript" | "milliseconds">;

/** A scenario that could not be played to its end. */
function notPlayed(error: unknown): Found {
  const violation = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    met: "none",
    exitCode: 1,
    restored: false,
    orphans: [],
    announced: [],
    named: [],
    violations: [violation],
  };
}

async function play(scenario: Scenario, laboratory: Laboratory, bench: Bench): Promise<Found> {
  const { world, processes } = laboratory;
  const { before, after, timeouts } = scenario;
  if (before.length > 0) {
    // Copies of one image wait for each other: what is there before had all the time it needed.
    bench.write(before, timeouts && { ...timeouts, create: "10m" });
    const { exitCode } = await bench.run(...APPLY);
    if (exitCode !== 0) throw new Error("the preparation failed");
  }
  const violations: string[] = [];
  const earlierCreates = world.creates().length;
  bench.write(after, timeouts, scenario);
  const { result, met } = await runBroken(scenario, laboratory, bench);
  if (!(await processes.providersEnded(PROVIDER_OUTLIVES_MS)))
    violations.push("a provider outlived terraform");
  await world.behave();
  violations.push(...doubleCreates(world.creates().slice(earlierCreates)));
  if (!isAbrupt(met)) violations.push(...defectsOf(result));

  const restored = isAbrupt(met) && bench.restoreState();
  const outside = imagesOutsideState(await world.images(), bench.state());
  const said = unframed(result.stderr);
  const announced = outside
    .filter(({ ImageName }) => isAnnounced(said, ImageName))
    .map(({ ImageId }) => ImageId);
  const unexplained = outside.map(({ ImageId }) => ImageId).filter((id) => !announced.includes(id));

  const { named, images, failure } = await converge(bench, after);
  if (failure) violations.push(failure);
  const orphans = unexplained.filter((id) => !isAbrupt(met) || !named.includes(id));
  for (const id of orphans) violations.push(`nothing tells of the image ${id}`);
  if (!failure) violations.push(...(await judgeEnd(images, laboratory, bench)));
  return { met, exitCode: result.exitCode, restored, orphans, announced, named, violations };
}

/** Whether an error said that an image of this name may exist. */
function isAnnounced(said: string, imageName: string): boolean {
  return said.includes("The image may have been created") && said.includes(`the image "${imageName}"`);
}

async function runBroken(
  scenario: Scenario,
  { world, processes }: Laboratory,
  bench: Bench,
): Promise<{ result: CommandResult; met: Disturbance }> {
  const { outage, failedCreations } = scenario;
  let met: Disturbance = "none";
  const timeline = new Timeline(async (imageId, nth) => {
    if (failedCreations.includes(nth)) await world.failCreation(imageId);
  });
  await world.misbehave(scenario.faults, scenario);
  world.gate.watch(timeline);
  const args = [...APPLY, `-parallelism=${scenario.parallelism}`];
  const command = bench.terraform.start(...args);
  timeline.plan(scenario.moment, async () => {
    met = await disturb(scenario, command, processes);
  });
  // Whoever waits for its end waits for the stack to be back.
  if (outage) timeline.plan(outage.moment, () => world.outage(outage.lastsMs));
  timeline.start();
  const result = bench.note(args, await command.result);
  await timeline.end();
  return { result, met };
}

/** Everything is as configured, a plan is empty, no create was carried out twice, and a destroy leaves nothing. */
async function judgeEnd(
  configured: readonly ImageBlock[],
  { world }: Laboratory,
  bench: Bench,
): Promise<readonly string[]> {
  const names = configured.map(({ name }) => name);
  const found = [...differences(await world.images(), names, bench.state())];
  const plan = await bench.run("plan", "-input=false", "-detailed-exitcode");
  if (plan.exitCode !== 0) found.push(`the second plan is not empty: ${unframed(plan.stdout + plan.stderr)}`);
  const destroy = await bench.run("destroy", "-input=false", "-auto-approve");
  if (destroy.exitCode !== 0) found.push(`destroy failed: ${unframed(destroy.stderr)}`);
  const left = await world.images();
  if (left.length > 0) found.push(`destroy left ${left.map(({ ImageId }) => ImageId).join()}`);
  found.push(...repeatedCreates(world.creates(), await world.countImagesEverMade()));
  return found;
}
