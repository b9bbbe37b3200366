import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { call } from "../testing/client.ts";
import { type RunningProgram, type StartLine, TestProgram } from "../testing/test-program.ts";

const ROUNDS = 6;
const WORKERS = 20;

let program: TestProgram;
beforeAll(async () => {
  program = await TestProgram.build();
});
afterAll(() => program.remove());

/** What was done to one image, in this order; each is answered before the next is sent. */
const STEPS = ["created", "changed", "deleted"];

/**
 * Does all steps to one image after the other until the stack is gone; notes each step of an image once it is
 * answered.
 */
async function work(startLine: StartLine, answered: Map<string, number>): Promise<void> {
  try {
    for (;;) {
      const created = await call(startLine, "CreateImage", { SnapshotId: startLine.snapshotIds[0] ?? "" });
      const ImageId = String(created.ImageId);
      answered.set(ImageId, 0);
      await call(startLine, "ModifyImageAttribute", { ImageId, Description: "changed" });
      answered.set(ImageId, 1);
      await call(startLine, "DeleteImage", { ImageId });
      answered.set(ImageId, 2);
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

/** How far each image is, by the number of the step. */
async function stepsIn({ startLine }: RunningProgram): Promise<Map<string, number>> {
  const response = await fetch(`${startLine.endpoint}/_local/state`);
  const state = (await response.json()) as {
    images: { ImageId: string; Status: string; Description: string }[];
  };
  return new Map(
    state.images.map(({ ImageId, Status, Description }) => [
      ImageId,
      Status === "UnAvailable" ? 2 : Description === "changed" ? 1 : 0,
    ]),
  );
}

/** Compares what was answered with what is there, and goes on from what is there. */
function checkAndFollow(answered: Map<string, number>, steps: ReadonlyMap<string, number>): void {
  for (const [imageId, step] of answered) {
    const found = steps.get(imageId) ?? -1;
    // What was under way when the stack was killed may be done or not.
    const isRight = found === step || (found === step + 1 && found < STEPS.length);
    expect(isRight, `${imageId} was ${STEPS[step]}, and is ${STEPS[found] ?? "lost"}`).toBe(true);
    answered.set(imageId, found);
  }
}

describe("a stack with a state file that is killed at any moment", () => {
  it("has everything that its responses said when it is started again", async () => {
    const file = join(program.folder, "state.json");
    const args = ["--state", file, "--quiet", "--image-seconds", "0", "--delete-seconds", "3600"];
    const answered = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const running = await program.start(args);
      checkAndFollow(answered, await stepsIn(running));
      const before = answered.size;
      const workers = Array.from({ length: WORKERS }, () => work(running.startLine, answered));
      while (answered.size === before) await setTimeout(5);
      await setTimeout(Math.random() * 300);
      expect(await running.end("SIGKILL")).toEqual([null, "SIGKILL"]);
      await Promise.all(workers);
    }
    const last = await program.start(args);
    checkAndFollow(answered, await stepsIn(last));
    expect(await last.end("SIGTERM")).toEqual([0, null]);
    expect(answered.size).toBeGreaterThan(50);
  });
});
