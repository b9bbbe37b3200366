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

describe("the state", () => {
  it("holds what every stack starts with", async () => {
    const { body } = await administer(stack, "GET", "state");
    expect(body).toMatchObject({
      images: [{ ImageId: "m-local0000000000system", ImageOwnerAlias: "system" }],
      snapshots: [
        { SnapshotId: "s-local00000000000001", SourceDiskType: "system", Status: "accomplished" },
        { SnapshotId: "s-local00000000000002", SourceDiskType: "data", Status: "accomplished" },
      ],
      instances: [
        { InstanceId: "i-local00000000000001", Status: "Running" },
        { InstanceId: "i-local00000000000002", Status: "Stopped" },
      ],
      disks: [
        { InstanceId: "i-local00000000000001", Type: "system" },
        { InstanceId: "i-local00000000000001", Type: "data" },
        { InstanceId: "i-local00000000000002", Type: "system" },
      ],
    });
  });

  it("shows images whatever their status", async () => {
    const id = await createImage();
    expect(await imageStates()).toEqual({ ...SEEDED, [id]: "Creating" });
  });
});

describe("the clock", () => {
  it("lets creation and deletion be done at once", async () => {
    const id = await createImage();
    await administer(stack, "POST", "clock", { advanceMs: 3_600_000 });
    expect(await imageStates()).toEqual({ ...SEEDED, [id]: "Available" });
    await send(stack, "DeleteImage", { RegionId: stack.region, ImageId: id });
    await administer(stack, "POST", "clock", { advanceMs: 3_600_000 });
    expect(await imageStates()).toEqual(SEEDED);
  });

  it("does not touch the time by which signatures are judged", async () => {
    await administer(stack, "POST", "clock", { advanceMs: 86_400_000 });
    expect((await send(stack, "DescribeRegions")).status).toBe(200);
  });
});

describe("seeding", () => {
  it("adds as many as asked for, with IDs that go on where they were", async () => {
    const { body } = await administer(stack, "POST", "seed", { instances: 1, snapshots: 2, images: 3 });
    expect(body).toEqual({
      instanceIds: ["i-local00000000000003"],
      snapshotIds: ["s-local00000000000003", "s-local00000000000004"],
      imageIds: ["m-local00000000000001", "m-local00000000000002", "m-local00000000000003"],
    });
    expect(Object.values(await imageStates())).toEqual(Array(4).fill("Available"));
  });

  it("gives a thousand images that are found in ten calls", async () => {
    const { body } = await administer(stack, "POST", "seed", { images: 1000 });
    const ids = body.imageIds as string[];
    const found = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const ImageId = ids.slice(index * 100, index * 100 + 100).join(",");
        const answer = await send(stack, "DescribeImages", {
          RegionId: stack.region,
          ImageId,
          PageSize: "100",
        });
        return (answer.body.Images as { Image: unknown[] }).Image.length;
      }),
    );
    expect(found).toEqual(Array(10).fill(100));
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
    const { body } = await administer(stack, "PUT", `images/${ImageId}`, change);
    expect(body).toMatchObject({ ...change, Usable: true });
    const answer = await send(stack, "DescribeImages", { RegionId: stack.region, ImageId });
    expect(answer.body).toMatchObject({ Images: { Image: [change] } });
  });

  it("let a creation fail, for good", async () => {
    const ImageId = await createImage();
    await administer(stack, "PUT", `images/${ImageId}`, { Status: "CreateFailed" });
    await administer(stack, "POST", "clock", { advanceMs: 3_600_000 });
    expect(await imageStates()).toEqual({ ...SEEDED, [ImageId]: "CreateFailed" });
  });

  it("let an image vanish at once", async () => {
    const ImageId = await createImage();
    expect((await administer(stack, "DELETE", `images/${ImageId}`)).status).toBe(200);
    expect(await imageStates()).toEqual(SEEDED);
    expect((await administer(stack, "DELETE", `images/${ImageId}`)).status).toBe(404);
  });

  it.each([
    [{ Colour: "red" }, '"Colour" is no field'],
    [{ ImageId: "m-1" }, '"ImageId" is no field'],
    [{ __proto__: null, toString: "x" }, '"toString" is no field'],
    [{ Size: "40" }, '"Size" must have the shape of 40'],
    [{ Tags: [] }, '"Tags" must have the shape of {"Tag":[{'],
    [{ Tags: { Tag: [{ TagKey: "a" }] } }, '"Tags" must have the shape of'],
    [[], "must be a JSON object"],
  ])("that are no change of an image are refused: %j", async (change, message) => {
    const answer = await administer(stack, "PUT", `images/${await createImage()}`, change);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(message);
  });
});

describe("an access key", () => {
  it("is refused while it is inactive, until a reset at the latest", async () => {
    const path = `access-keys/${stack.accessKeyId}`;
    const code = async () => (await send(stack, "DescribeRegions")).body.Code;
    expect((await administer(stack, "PUT", path, { Status: "Inactive" })).body).toEqual({
      Status: "Inactive",
    });
    expect(await code()).toBe("InvalidAccessKeyId.Inactive");
    await administer(stack, "PUT", path, { Status: "Active" });
    expect(await code()).toBeUndefined();
    await administer(stack, "PUT", path, { Status: "Inactive" });
    await administer(stack, "POST", "reset");
    expect(await code()).toBeUndefined();
  });

  it.each([
    ["nobody", { Status: "Inactive" }, 404],
    ["local-access-key-id", { Status: "Asleep" }, 400],
    ["local-access-key-id", undefined, 400],
  ])("%s does not take %j", async (id, body, status) => {
    expect((await administer(stack, "PUT", `access-keys/${id}`, body)).status).toBe(status);
  });
});

describe("the usage", () => {
  it("is that of the process", async () => {
    const { body } = await administer(stack, "GET", "usage");
    for (const name of ["memoryBytes", "heapBytes", "cpuMs"]) expect(body[name]).toBeGreaterThan(0);
  });
});

describe("the list of requests", () => {
  it("tells what was asked and what came of it, without secrets", async () => {
    await administer(stack, "DELETE", "requests");
    await send(stack, "DescribeImages", { RegionId: stack.region, ImageName: "x" });
    await send(stack, "DeleteImage", { RegionId: stack.region, ImageId: "m-unknown", Password: "secret" });
    const { body } = await administer(stack, "GET", "requests");
    expect(body).toMatchObject([
      { action: "DescribeImages", status: 200, errorCode: null, method: "GET", fault: null },
      { action: "DeleteImage", status: 404, errorCode: "InvalidImageId.NotFound" },
    ]);
    const [first, second] = body as unknown as [Record<string, unknown>, Record<string, unknown>];
    expect(first.milliseconds).toBeTypeOf("number");
    expect(Date.parse(String(first.startedAt))).toBeGreaterThan(0);
    expect(first.parameters).toMatchObject({ RegionId: stack.region, ImageName: "x" });
    for (const secret of ["Signature", "SignatureNonce", "AccessKeyId", "SecurityToken", "Password"]) {
      expect(first.parameters).not.toHaveProperty(secret);
      expect(second.parameters).not.toHaveProperty(secret);
    }
  });
});

describe("a reset", () => {
  it("brings everything back to the start: resources, IDs, clock, options, faults, requests, client tokens", async () => {
    const first = await createImage({ ClientToken: "token" });
    await administer(stack, "PUT", "options", { imageSeconds: 0, latencyMs: 1, rateLimit: 1000 });
    await administer(stack, "PUT", "faults", [{ fault: "error", count: 100 }]);
    await administer(stack, "POST", "clock", { advanceMs: 1000 });
    const { body } = await administer(stack, "POST", "reset");
    expect(body).toEqual({
      instanceIds: ["i-local00000000000001", "i-local00000000000002"],
      snapshotIds: ["s-local00000000000001", "s-local00000000000002"],
      imageIds: ["m-local0000000000system"],
    });
    expect((await administer(stack, "GET", "requests")).body).toEqual([]);
    expect(await createImage({ ClientToken: "token", ImageName: "other" })).toBe(first);
    expect(await imageStates()).toEqual({ ...SEEDED, [first]: "Creating" });
  });
});

describe("an address that is not there", () => {
  it.each([
    ["GET", "nothing", 404],
    ["PATCH", "state", 405],
    ["POST", "seed", 400],
    ["POST", "clock", 400],
  ])("%s %s gives %i", async (method, path, status) => {
    const answer = await administer(stack, method, path);
    expect([answer.status, typeof answer.body.error]).toEqual([status, "string"]);
  });
});
