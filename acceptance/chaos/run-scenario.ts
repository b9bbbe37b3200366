import type { CommandResult } from "terraform-plugin/testing";
import { unframed } from "../support/text.ts";
import { converge } from "./converge.ts";
import { disturb } from "./disturb.ts";
import { defectsOf, differences, doubleCreates, imagesOutsideState, repeatedCreates } from "./invariants.ts";
import type { Outcome } from "./outcome.ts";
import { type Disturbance, type ImageBlock, isAbrupt, type Scenario } from "./scenario.ts";
import { ScenarioWorkspace } from "./scenario-workspace.ts";
import { Schedule } from "./schedule.ts";
import type { Testbed } from "./testbed.ts";

/** A provider notices within a second that terraform is gone. */
const PROVIDER_EXIT_TIMEOUT_MS = 3000;

const APPLY = ["apply", "-input=false", "-auto-approve"];

/**
 * Runs a scenario on a stack that has been reset: applies what is there before, runs the command under faults, removes the faults, and
 * checks every rule.
 */
export async function runScenario(scenario: Scenario, testbed: Testbed): Promise<Outcome> {
  const startedAt = performance.now();
  await testbed.stack.reset();
  testbed.programs.reset();
  const workspace = await ScenarioWorkspace.create(testbed);
  try {
    const findings = await findingsOf(scenario, testbed, workspace).catch(brokenOff);
    return {
      scenario,
      ...findings,
      transcript: workspace.transcript,
      durationMs: performance.now() - startedAt,
    };
  } finally {
    await workspace.close();
  }
}

type Findings = Omit<Outcome, "scenario" | "transcript" | "durationMs">;

/** The findings of a scenario that could not be run to its end. */
function brokenOff(error: unknown): Findings {
  const violation = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    effectiveDisturbance: "none",
    exitCode: 1,
    stateRestored: false,
    orphanIds: [],
    reportedIds: [],
    namedIds: [],
    violations: [violation],
  };
}

async function findingsOf(
  scenario: Scenario,
  testbed: Testbed,
  workspace: ScenarioWorkspace,
): Promise<Findings> {
  const { stack, programs } = testbed;
  const { before, after, timeouts } = scenario;
  if (before.length > 0) {
    // Copies of one image wait for each other, so the preparation gets the default timeout.
    workspace.write(before, timeouts && { ...timeouts, create: "10m" });
    const { exitCode } = await workspace.run(...APPLY);
    if (exitCode !== 0) throw new Error("the preparation failed");
  }
  const violations: string[] = [];
  const earlierCreates = stack.createRequests().length;
  workspace.write(after, timeouts, scenario);
  const { result, effectiveDisturbance } = await runUnderFaults(scenario, testbed, workspace);
  if (!(await programs.waitForProviders(PROVIDER_EXIT_TIMEOUT_MS)))
    violations.push("a provider outlived terraform");
  await stack.clearFaults();
  violations.push(...doubleCreates(stack.createRequests().slice(earlierCreates)));
  const wasAbrupt = isAbrupt(effectiveDisturbance);
  if (!wasAbrupt) violations.push(...defectsOf(result));

  const stateRestored = wasAbrupt && workspace.restoreState();
  const outside = imagesOutsideState(await stack.images(), workspace.state());
  const errors = unframed(result.stderr);
  const reportedIds = outside
    .filter(({ ImageName }) => isReported(errors, ImageName))
    .map(({ ImageId }) => ImageId);
  const unreportedIds = outside.map(({ ImageId }) => ImageId).filter((id) => !reportedIds.includes(id));

  const { namedIds, images, failure } = await converge(workspace, after);
  if (failure) violations.push(failure);
  const orphanIds = unreportedIds.filter((id) => !wasAbrupt || !namedIds.includes(id));
  for (const id of orphanIds) violations.push(`no state and no message names the image ${id}`);
  if (!failure) violations.push(...(await checkEndState(images, testbed, workspace)));
  return {
    effectiveDisturbance,
    exitCode: result.exitCode,
    stateRestored,
    orphanIds,
    reportedIds,
    namedIds,
    violations,
  };
}

/** Whether an error says that an image of this name may exist. */
function isReported(errors: string, imageName: string): boolean {
  return errors.includes("The image may have been created") && errors.includes(`the image "${imageName}"`);
}

async function runUnderFaults(
  scenario: Scenario,
  { stack, programs }: Testbed,
  workspace: ScenarioWorkspace,
): Promise<{ result: CommandResult; effectiveDisturbance: Disturbance }> {
  const { outage, failedCreations } = scenario;
  let effectiveDisturbance: Disturbance = "none";
  const schedule = new Schedule(async (imageId, nth) => {
    if (failedCreations.includes(nth)) await stack.failCreation(imageId);
  });
  await stack.injectFaults(scenario.faults, scenario);
  stack.proxy.intercept(schedule);
  const args = [...APPLY, `-parallelism=${scenario.parallelism}`];
  const command = workspace.terraform.start(...args);
  schedule.on(scenario.trigger, async () => {
    effectiveDisturbance = await disturb(scenario, command, programs);
  });
  // The schedule's end waits until the outage is over.
  if (outage) schedule.on(outage.trigger, () => stack.outage(outage.durationMs));
  schedule.start();
  const result = workspace.record(args, await command.result);
  await schedule.end();
  return { result, effectiveDisturbance };
}

/** The rules for the end: the stack and the state are as configured, a plan is empty, no create ran twice, a destroy leaves nothing. */
async function checkEndState(
  configured: readonly ImageBlock[],
  { stack }: Testbed,
  workspace: ScenarioWorkspace,
): Promise<readonly string[]> {
  const names = configured.map(({ name }) => name);
  const violations = [...differences(await stack.images(), names, workspace.state())];
  const plan = await workspace.run("plan", "-input=false", "-detailed-exitcode");
  if (plan.exitCode !== 0)
    violations.push(`the second plan is not empty: ${unframed(plan.stdout + plan.stderr)}`);
  const destroy = await workspace.run("destroy", "-input=false", "-auto-approve");
  if (destroy.exitCode !== 0) violations.push(`destroy failed: ${unframed(destroy.stderr)}`);
  const left = await stack.images();
  if (left.length > 0) violations.push(`destroy left ${left.map(({ ImageId }) => ImageId).join()}`);
  violations.push(...repeatedCreates(stack.createRequests(), await stack.countImagesEverMade()));
  return violations;
}
