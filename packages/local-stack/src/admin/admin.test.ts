import { describe, expect, it } from "vitest";

import { SEEDED_IMAGES, useAdminStack } from "../testing/admin-stack.ts";
import { send } from "../testing/client.ts";
import { adminRoutes } from "./routes.ts";

const used = useAdminStack();
const { admin, createImage, imageStatuses } = used;

describe("the state", () => {
  it("holds what every stack starts with, in both regions", async () => {
    const { body } = await admin("GET", "state");
    const seeded = (RegionId: string, name: string) => ({
      images: [{ ImageId: `m-${name}0000000000system`, ImageOwnerAlias: "system", RegionId }],
      snapshots: [
        {
          SnapshotId: `s-${name}00000000000001`,
          SourceDiskType: "system",
          Status: "accomplished",
          SourceDiskId: `d-${name}00000000000001`,
          RegionId,
        },
        {
          SnapshotId: `s-${name}00000000000002`,
          SourceDiskType: "data",
          Status: "accomplished",
          SourceDiskId: `d-${name}00000000000002`,
          RegionId,
        },
      ],
      instances: [
        { InstanceId: `i-${name}00000000000001`, Status: "Running", RegionId },
        { InstanceId: `i-${name}00000000000002`, Status: "Stopped", RegionId },
      ],
      disks: [
        { InstanceId: `i-${name}00000000000001`, Type: "system", RegionId },
        { InstanceId: `i-${name}00000000000001`, Type: "data", RegionId },
        { InstanceId: `i-${name}00000000000002`, Type: "system", RegionId },
      ],
    });
    const [first, second] = [seeded("cn-local-env01-d01", "local"), seeded("cn-local-env02-d01", "other")];
    expect(body).toMatchObject({
      images: [...first.images, ...second.images],
      snapshots: [...first.snapshots, ...second.snapshots],
      instances: [...first.instances, ...second.instances],
      disks: [...first.disks, ...second.disks],
      regions: [{ RegionId: "cn-local-env01-d01" }, { RegionId: "cn-local-env02-d01" }],
    });
  });

  it("shows images whatever their status", async () => {
    const id = await createImage();
    expect(await imageStatuses()).toEqual({ ...SEEDED_IMAGES, [id]: "Creating" });
  });
});

describe("the clock", () => {
  it("lets creation and deletion be done at once", async () => {
    const id = await createImage();
    await admin("POST", "clock", { advanceMs: 3_600_000 });
    expect(await imageStatuses()).toEqual({ ...SEEDED_IMAGES, [id]: "Available" });
    await send(used.stack, "DeleteImage", { RegionId: used.stack.region, ImageId: id });
    await admin("POST", "clock", { advanceMs: 3_600_000 });
    expect(await imageStatuses()).toEqual(SEEDED_IMAGES);
  });

  it("does not touch the time by which signatures are judged", async () => {
    await admin("POST", "clock", { advanceMs: 86_400_000 });
    expect((await send(used.stack, "DescribeRegions")).status).toBe(200);
  });
});

describe("seeding", () => {
  it("adds as many as requested, with IDs that go on where they were", async () => {
    const { body } = await admin("POST", "seed", { instances: 1, snapshots: 2, images: 3 });
    expect(body).toEqual({
      instanceIds: ["i-local00000000000003"],
      snapshotIds: ["s-local00000000000003", "s-local00000000000004"],
      imageIds: ["m-local00000000000001", "m-local00000000000002", "m-local00000000000003"],
    });
    expect(Object.values(await imageStatuses())).toEqual(Array(5).fill("Available"));
  });

  it("gives a thousand images that are found in ten calls", async () => {
    const { body } = await admin("POST", "seed", { images: 1000 });
    const ids = body.imageIds as string[];
    const found = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const ImageId = ids.slice(index * 100, index * 100 + 100).join(",");
        const answer = await send(used.stack, "DescribeImages", {
          RegionId: used.stack.region,
          ImageId,
          PageSize: "100",
        });
        return (answer.body.Images as { Image: unknown[] }).Image.length;
      }),
    );
    expect(found).toEqual(Array(10).fill(100));
  });
});

describe("the limit of seeding", () => {
  it("counts everything in the stack, refuses what would exceed it, and adds nothing then", async () => {
    const { body: before } = await admin("GET", "state");
    const present = 10;
    const added = { instances: 1, snapshots: 1, images: 100_000 - present - 1 };
    expect(await admin("POST", "seed", added)).toMatchObject({
      status: 400,
      body: {
        error: `Cannot seed 99991 objects: the stack holds ${present} instances, snapshots and images, and seeding stops at 100000 in total. POST /_local/reset empties the stack.`,
      },
    });
    expect((await admin("GET", "state")).body).toEqual(before);
    expect(await admin("POST", "seed", { images: 100_001 })).toMatchObject({
      status: 400,
      body: { error: '"images" must be a whole number from 0 to 100000.' },
    });
  });
});

describe("changes from outside", () => {
  it("set any field of an image, tags of the system included", async () => {
    const ImageId = await createImage();
    const change = {
      Description: "x",
      Tags: { Tag: [{ TagKey: "acs:rm:rgId", TagValue: "rg-1" }] },
      Status: "Available",
    };
    const { body } = await admin("PUT", `images/${ImageId}`, change);
    expect(body).toMatchObject({ ...change, Usable: true });
    const answer = await send(used.stack, "DescribeImages", { RegionId: used.stack.region, ImageId });
    expect(answer.body).toMatchObject({ Images: { Image: [change] } });
  });

  it("let a creation fail, for good", async () => {
    const ImageId = await createImage();
    await admin("PUT", `images/${ImageId}`, { Status: "CreateFailed" });
    await admin("POST", "clock", { advanceMs: 3_600_000 });
    expect(await imageStatuses()).toEqual({ ...SEEDED_IMAGES, [ImageId]: "CreateFailed" });
  });

  it("let an image vanish at once", async () => {
    const ImageId = await createImage();
    expect((await admin("DELETE", `images/${ImageId}`)).status).toBe(200);
    expect(await imageStatuses()).toEqual(SEEDED_IMAGES);
    expect((await admin("DELETE", `images/${ImageId}`)).status).toBe(404);
  });

  it.each([
    [{ Colour: "red" }, '"Colour" is not a field'],
    [{ ImageId: "m-1" }, '"ImageId" is not a field'],
    [{ __proto__: null, toString: "x" }, '"toString" is not a field'],
    [
      { Status: "Broken" },
      '"Status" must be one of Creating, Waiting, Available, UnAvailable, CreateFailed, Deprecated.',
    ],
    [{ Size: "40" }, '"Size" must have the shape of 40'],
    [{ Tags: [] }, '"Tags" must have the shape of {"Tag":[{'],
    [{ Tags: { Tag: [{ TagKey: "a" }] } }, '"Tags" must have the shape of'],
    [[], "must be a JSON object"],
  ])("that are no change of an image are refused: %j", async (change, message) => {
    const answer = await admin("PUT", `images/${await createImage()}`, change);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(message);
  });
});

describe("an access key", () => {
  it("is refused while it is inactive, until a reset at the latest", async () => {
    const path = `access-keys/${used.stack.accessKeyId}`;
    const code = async () => (await send(used.stack, "DescribeRegions")).body.Code;
    expect((await admin("PUT", path, { Status: "Inactive" })).body).toEqual({
      Status: "Inactive",
    });
    expect(await code()).toBe("InvalidAccessKeyId.Inactive");
    await admin("PUT", path, { Status: "Active" });
    expect(await code()).toBeUndefined();
    await admin("PUT", path, { Status: "Inactive" });
    await admin("POST", "reset");
    expect(await code()).toBeUndefined();
  });

  it.each([
    ["nobody", { Status: "Inactive" }, 404],
    ["local-access-key-id", { Status: "Asleep" }, 400],
    ["local-access-key-id", undefined, 400],
  ])("%s does not take %j", async (id, body, status) => {
    expect((await admin("PUT", `access-keys/${id}`, body)).status).toBe(status);
  });
});

describe("the usage", () => {
  it("is that of the process", async () => {
    const { body } = await admin("GET", "usage");
    for (const name of ["memoryBytes", "heapBytes", "cpuMs"]) expect(body[name]).toBeGreaterThan(0);
  });
});

describe("the list of requests", () => {
  it("has each call with its outcome, without secrets", async () => {
    await admin("DELETE", "requests");
    await send(used.stack, "DescribeImages", { RegionId: used.stack.region, ImageName: "x" });
    await send(used.stack, "DeleteImage", {
      RegionId: used.stack.region,
      ImageId: "m-unknown",
      Password: "secret",
    });
    const { body } = await admin("GET", "requests");
    expect(body).toMatchObject([
      { action: "DescribeImages", status: 200, errorCode: null, method: "GET", fault: null },
      { action: "DeleteImage", status: 404, errorCode: "InvalidImageId.NotFound" },
    ]);
    const [first, second] = body as unknown as [Record<string, unknown>, Record<string, unknown>];
    expect(first.milliseconds).toBeTypeOf("number");
    expect(Date.parse(String(first.startedAt))).toBeGreaterThan(0);
    expect(first.parameters).toMatchObject({ RegionId: used.stack.region, ImageName: "x" });
    for (const secret of ["Signature", "SignatureNonce", "AccessKeyId", "SecurityToken", "Password"]) {
      expect(first.parameters).not.toHaveProperty(secret);
      expect(second.parameters).not.toHaveProperty(secret);
    }
  });
});

describe("a reset", () => {
  it("brings everything back to the start: resources, IDs, clock, options, faults, requests, client tokens", async () => {
    const first = await createImage({ ClientToken: "token" });
    await admin("PUT", "options", { imageSeconds: 0, latencyMs: 1, rateLimit: 1000 });
    await admin("PUT", "faults", [{ fault: "error", count: 100 }]);
    await admin("POST", "clock", { advanceMs: 1000 });
    const { body } = await admin("POST", "reset");
    expect(body).toEqual({
      instanceIds: ["i-local00000000000001", "i-local00000000000002"],
      snapshotIds: ["s-local00000000000001", "s-local00000000000002"],
      imageIds: ["m-local0000000000system"],
    });
    expect((await admin("GET", "requests")).body).toEqual([]);
    expect(await createImage({ ClientToken: "token", ImageName: "other" })).toBe(first);
    expect(await imageStatuses()).toEqual({ ...SEEDED_IMAGES, [first]: "Creating" });
  });
});

describe("an address that is not there", () => {
  it.each([
    ["GET", "nothing", 404],
    ["PATCH", "state", 405],
    ["POST", "seed", 400],
    ["POST", "clock", 400],
  ])("%s %s gives %i", async (method, path, status) => {
    const answer = await admin(method, path);
    expect([answer.status, typeof answer.body.error]).toEqual([status, "string"]);
  });
});

describe("the index", () => {
  it.each(["", "?a"])("lists the routes and the actions, at /_local/%s", async (suffix) => {
    const { body } = await admin("GET", suffix);
    const routes = body.routes as { method: string; path: string; summary: string }[];
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual(
      adminRoutes.map(({ method, path }) => `${method} /_local/${path}`),
    );
    expect(routes.every(({ summary }) => summary.length > 0)).toBe(true);
    expect(body.actions).toContain("CreateImage");
  });

  it("is at /_local as well", async () => {
    expect((await fetch(`${used.stack.endpoint}/_local`)).status).toBe(200);
  });
});
