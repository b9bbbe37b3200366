import { describe, expect, test, vi } from "vitest";
import { fakeEcs, page, refusal, reportedInstance } from "../testing/fake-ecs.ts";
import { anOperation } from "../testing/operation.ts";
import { watchInstance } from "./instance-status.ts";

const refused = refusal("IncorrectInstanceStatus");

/** A watch of an instance with that status; each refusal comes some time after the one before. */
function watch(status: string | null, stepMs = 0) {
  const describeInstances = vi.fn(async () => page(status === null ? [] : [reportedInstance({ status })]));
  let nowMs = -stepMs;
  const watched = watchInstance("i-1", fakeEcs({ describeInstances }), () => {
    nowMs += stepMs;
    return nowMs;
  });
  return {
    ...watched,
    isTemporary: (error: unknown) => watched.isTemporary(error, anOperation().signal),
    describeInstances,
  };
}

describe("a refusal for the status of the instance", () => {
  test.each(["Pending", "Starting", "Stopping"])("passes by itself while it is %s", async (status) => {
    expect(await watch(status).isTemporary(refused)).toBe(true);
  });

  test.each(["Expired", "Locked", "Deleted"])("does not pass by itself when it is %s", async (status) => {
    const { isTemporary, advice } = watch(status);
    expect(await isTemporary(refused)).toBe(false);
    expect(advice()).toContain(`The status of the instance i-1 is ${status}.`);
  });

  test.each(["Running", "Stopped"])("that contradicts its status %s is given ten seconds", async (status) => {
    const { isTemporary } = watch(status, 4_000);
    const outcomes = [];
    for (let attempt = 0; attempt < 4; attempt++) outcomes.push(await isTemporary(refused));
    expect(outcomes).toEqual([true, true, false, false]);
  });

  test("may pass while the service does not report the status", async () => {
    expect(await watch(null).isTemporary(refused)).toBe(true);
    const failing = fakeEcs({ describeInstances: () => Promise.reject(refusal("Forbidden.RAM")) });
    expect(await watchInstance("i-1", failing).isTemporary(refused, anOperation().signal)).toBe(true);
  });

  test("does not pass by itself when the instance needs a restart", async () => {
    const { isTemporary, describeInstances } = watch("Running");
    expect(await isTemporary(refusal("IncorrectInstanceStatus.NeedRestart"))).toBe(false);
    expect(describeInstances).not.toHaveBeenCalled();
  });
});

test("does not concern another failure", async () => {
  const { isTemporary, describeInstances } = watch("Starting");
  expect(await isTemporary(refusal("InvalidInstanceId.NotFound"))).toBe(false);
  expect(describeInstances).not.toHaveBeenCalled();
});
