import { describe, expect, it } from "vitest";

import { SEEDED_IMAGES, useAdminStack } from "../testing/admin-stack.ts";
import { send } from "../testing/client.ts";

const used = useAdminStack();
const { admin, createImage, imageStatuses } = used;

describe("options", () => {
  it("change how long things take from then on", async () => {
    const slow = await createImage();
    const { body } = await admin("PUT", "options", { imageSeconds: 0, deleteSeconds: 0 });
    expect(body).toMatchObject({ imageSeconds: 0, deleteSeconds: 0, latencyMs: 0, rateLimit: null });
    expect((await admin("GET", "options")).body).toEqual(body);
    const quick = await createImage();
    expect(await imageStatuses()).toEqual({ ...SEEDED_IMAGES, [slow]: "Creating", [quick]: "Available" });
  });

  it("limit the calls of a second until the limit is lifted", async () => {
    await admin("PUT", "options", { rateLimit: 2 });
    const answers = await Promise.all([1, 2, 3].map(() => send(used.stack, "DescribeRegions")));
    const throttled = answers.filter((answer) => answer.body.Code === "Throttling.User");
    expect(throttled).toHaveLength(1);
    expect(Number(throttled[0]?.headers.get("x-acs-retry-after"))).toBeGreaterThan(0);
    await admin("PUT", "options", { rateLimit: null });
    expect((await send(used.stack, "DescribeRegions")).status).toBe(200);
  });

  it("add latency to every call", async () => {
    await admin("PUT", "options", { latencyMs: 60 });
    const startMs = performance.now();
    await send(used.stack, "DescribeRegions");
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(55);
  });

  it("bound how much there can be", async () => {
    await admin("PUT", "options", { imageQuota: 1, imageSeconds: 0 });
    await createImage();
    const SnapshotId = used.stack.snapshotIds[0] ?? "";
    const answer = await send(used.stack, "CreateImage", { RegionId: used.stack.region, SnapshotId });
    expect(answer).toMatchObject({ status: 403, body: { Code: "QuotaExceed.Image" } });
    await admin("PUT", "options", { imageQuota: 2 });
    expect(await createImage()).toBe("m-local00000000000002");
  });

  it("bound the snapshots of a disk, and those that are made at the same time", async () => {
    const { body } = await admin("GET", "state");
    const [disk] = body.disks as { DiskId: string }[];
    const snapshot = async () =>
      (await send(used.stack, "CreateSnapshot", { DiskId: disk?.DiskId ?? "" })).body.Code ?? "made";
    await admin("PUT", "options", { concurrentSnapshots: 1 });
    expect([await snapshot(), await snapshot()]).toEqual(["made", "IncorrectDiskStatus.CreatingSnapshot"]);
    await admin("POST", "clock", { advanceMs: 3_600_000 });
    await admin("PUT", "options", { snapshotQuota: 2 });
    expect(await snapshot()).toBe("QuotaExceed.Snapshot");
  });

  it("let queries lag behind what was done, for as long as they say by the stack's clock", async () => {
    await admin("PUT", "options", { consistencyLagMs: 60_000, imageSeconds: 0 });
    const ImageId = await createImage();
    const total = async () =>
      (await send(used.stack, "DescribeImages", { RegionId: used.stack.region, ImageId })).body.TotalCount;
    expect(await total()).toBe(0);
    expect(await imageStatuses()).toEqual({ ...SEEDED_IMAGES, [ImageId]: "Available" });
    await admin("POST", "clock", { advanceMs: 60_000 });
    expect(await total()).toBe(1);
    await admin("DELETE", `images/${ImageId}`);
    expect(await total()).toBe(1);
    await admin("POST", "clock", { advanceMs: 60_000 });
    expect(await total()).toBe(0);
  });

  it.each([
    [{ imageSeconds: -1 }, '"imageSeconds" must be a number of at least 0.'],
    [{ latencyMs: "1" }, '"latencyMs" must be a number of at least 0.'],
    [{ rateLimit: 0 }, '"rateLimit" must be a number of at least 1, or null.'],
    [{ chaosShare: 2 }, '"chaosShare" must be a number from 0 to 1.'],
    [{ chaos: 1 }, '"chaos" must be a string, or null.'],
    [{ region: "cn-elsewhere" }, '"region" is not an option that can be changed'],
    [{ imageQuota: 1.5 }, '"imageQuota" must be a whole number of at least 0.'],
    [{ imageSeconds: null }, '"imageSeconds" must be a number of at least 0.'],
    [{ asapi: "yes" }, '"asapi" must be true or false.'],
    [
      { speed: 1 },
      '"speed" is not an option that can be changed; the options are imageSeconds, deleteSeconds,',
    ],
    [{ toString: 1 }, '"toString" is not an option'],
    [[], "The options must be a JSON object."],
  ])("that cannot be are refused, and nothing changes: %j", async (options, message) => {
    const { body: before } = await admin("GET", "options");
    const sent = Array.isArray(options) ? options : { deleteSeconds: 9, ...options };
    const answer = await admin("PUT", "options", sent);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(message);
    expect((await admin("GET", "options")).body).toEqual(before);
  });
});
