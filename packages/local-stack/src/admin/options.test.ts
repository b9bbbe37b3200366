import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { type LocalStack, startLocalStack } from "../local-stack.ts";
import { administer, send } from "../testing/client.ts";

let stack: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack({ imageSeconds: 3600, deleteSeconds: 3600 });
});
afterAll(() => stack.close());
beforeEach(async () => {
  await administer(stack, "POST", "reset");
});

const createImage = async (parameters: Record<string, string> = {}) => {
  const SnapshotId = stack.snapshotIds[0] ?? "";
  const { body } = await send(stack, "CreateImage", { RegionId: stack.region, SnapshotId, ...parameters });
  return String(body.ImageId);
};
const imageStates = async () => {
  const { body } = await administer(stack, "GET", "state");
  const images = body.images as { ImageId: string; Status: string }[];
  return Object.fromEntries(images.map(({ ImageId, Status }) => [ImageId, Status]));
};
const SEEDED = { "m-local0000000000system": "Available" };

describe("options", () => {
  it("change how long things take from then on", async () => {
    const slow = await createImage();
    const { body } = await administer(stack, "PUT", "options", { imageSeconds: 0, deleteSeconds: 0 });
    expect(body).toMatchObject({ imageSeconds: 0, deleteSeconds: 0, latencyMs: 0, rateLimit: null });
    expect((await administer(stack, "GET", "options")).body).toEqual(body);
    const quick = await createImage();
    expect(await imageStates()).toEqual({ ...SEEDED, [slow]: "Creating", [quick]: "Available" });
  });

  it("limit the calls of a second until the limit is lifted", async () => {
    await administer(stack, "PUT", "options", { rateLimit: 2 });
    const answers = await Promise.all([1, 2, 3].map(() => send(stack, "DescribeRegions")));
    const throttled = answers.filter((answer) => answer.body.Code === "Throttling.User");
    expect(throttled).toHaveLength(1);
    expect(Number(throttled[0]?.headers.get("x-acs-retry-after"))).toBeGreaterThan(0);
    await administer(stack, "PUT", "options", { rateLimit: null });
    expect((await send(stack, "DescribeRegions")).status).toBe(200);
  });

  it("add latency to every call", async () => {
    await administer(stack, "PUT", "options", { latencyMs: 60 });
    const startMs = performance.now();
    await send(stack, "DescribeRegions");
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(55);
  });

  it("bound how much there can be", async () => {
    await administer(stack, "PUT", "options", { imageQuota: 1, imageSeconds: 0 });
    await createImage();
    const SnapshotId = stack.snapshotIds[0] ?? "";
    const answer = await send(stack, "CreateImage", { RegionId: stack.region, SnapshotId });
    expect(answer).toMatchObject({ status: 403, body: { Code: "QuotaExceed.Image" } });
    await administer(stack, "PUT", "options", { imageQuota: 2 });
    expect(await createImage()).toBe("m-local00000000000002");
  });

  it("bound the snapshots of a disk, and those that are made at the same time", async () => {
    const { body } = await administer(stack, "GET", "state");
    const [disk] = body.disks as { DiskId: string }[];
    const snapshot = async () =>
      (await send(stack, "CreateSnapshot", { DiskId: disk?.DiskId ?? "" })).body.Code ?? "made";
    await administer(stack, "PUT", "options", { concurrentSnapshots: 1 });
    expect([await snapshot(), await snapshot()]).toEqual(["made", "IncorrectDiskStatus.CreatingSnapshot"]);
    await administer(stack, "POST", "clock", { advanceMs: 3_600_000 });
    await administer(stack, "PUT", "options", { snapshotQuota: 2 });
    expect(await snapshot()).toBe("QuotaExceed.Snapshot");
  });

  it("let queries lag behind what was done, for as long as they say by the stack's clock", async () => {
    await administer(stack, "PUT", "options", { consistencyLagMs: 60_000, imageSeconds: 0 });
    const ImageId = await createImage();
    const total = async () =>
      (await send(stack, "DescribeImages", { RegionId: stack.region, ImageId })).body.TotalCount;
    expect(await total()).toBe(0);
    expect(await imageStates()).toEqual({ ...SEEDED, [ImageId]: "Available" });
    await administer(stack, "POST", "clock", { advanceMs: 60_000 });
    expect(await total()).toBe(1);
    await administer(stack, "DELETE", `images/${ImageId}`);
    expect(await total()).toBe(1);
    await administer(stack, "POST", "clock", { advanceMs: 60_000 });
    expect(await total()).toBe(0);
  });

  it.each([
    [{ imageSeconds: -1 }, '"imageSeconds" must be a number of at least 0.'],
    [{ latencyMs: "1" }, '"latencyMs" must be a number of at least 0.'],
    [{ rateLimit: 0 }, '"rateLimit" must be a number of at least 1, or null.'],
    [{ chaosShare: 2 }, '"chaosShare" must be a number from 0 to 1.'],
    [{ chaos: 1 }, '"chaos" must be a string, or null.'],
    [{ asapi: "yes" }, '"asapi" must be true or false.'],
    [{ speed: 1 }, '"speed" is no option; options are imageSeconds, deleteSeconds,'],
    [{ toString: 1 }, '"toString" is no option'],
    [[], "The options must be a JSON object."],
  ])("that cannot be are refused, and nothing changes: %j", async (options, message) => {
    const { body: before } = await administer(stack, "GET", "options");
    const sent = Array.isArray(options) ? options : { deleteSeconds: 9, ...options };
    const answer = await administer(stack, "PUT", "options", sent);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(message);
    expect((await administer(stack, "GET", "options")).body).toEqual(before);
  });
});
