import { isDeepStrictEqual } from "node:util";
import type { EcsClient } from "ecs-client";
import { UNKNOWN } from "terraform-plugin";
import type { Change, PlainObject, TestProvider } from "terraform-plugin/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { TagPolicy } from "../tags/tag-policy.ts";
import { fakeClient } from "../testing/fake-client.ts";
import { instancePage, refusal, reportedDisk, reportedImage } from "../testing/fake-ecs.ts";
import { plainPolicy, storedImage } from "../testing/images.ts";
import { type OneResource, startOneResource } from "../testing/one-resource.ts";
import { imageResource } from "./resource.ts";
import type { ImageState } from "./schema.ts";

const IMAGE = "alibabacloudstack_image";

/** An image as it is stored after an import and a read: nothing says what it was made of. */
const imported = storedImage({ instance_id: null });
/** An image from the state of another provider, before it is read. */
const moved = storedImage({ tags: { a: "1" }, tags_all: null });
const blocks = [
  { snapshot_id: "s-1", size: 40 },
  { snapshot_id: "s-2", size: 50 },
];
const twoDisks = [
  { device: "/dev/xvda", type: "system", size: 40, snapshot_id: "s-1" },
  { device: "/dev/xvdb", type: "data", size: 50, snapshot_id: "s-2" },
];

let running: TestProvider;
let serve: OneResource["serve"];

beforeAll(async () => {
  ({ running, serve } = await startOneResource(imageResource));
});
afterAll(() => running.close());

/** The provider with this resource alone, and a service that answers as told. */
async function start(
  calls: Partial<EcsClient> = {},
  tagPolicy: TagPolicy | null = plainPolicy,
): Promise<TestProvider> {
  await serve(fakeClient(calls, tagPolicy));
  return running;
}

async function plan(change: Change, tagPolicy: TagPolicy | null = plainPolicy) {
  return (await start({}, tagPolicy)).plan(IMAGE, change);
}

/** Plans a change of what is stored, and tells whether nothing is to do, a change in place or a replacement. */
async function outcome(
  prior: PlainObject,
  config: PlainObject,
): Promise<"nothing" | "in place" | readonly string[]> {
  const { planned, requiresReplace, diagnostics } = await plan({ prior, config });
  expect(diagnostics).toEqual([]);
  if (requiresReplace.length > 0) return requiresReplace;
  return isDeepStrictEqual(planned, prior) ? "nothing" : "in place";
}

describe("a plan that creates an image", () => {
  test("leaves to the service what is not configured", async () => {
    const { planned } = await plan({
      config: { instance_id: "i-1", image_name: "golden", tags: { a: "1" } },
    });
    expect(planned).toMatchObject({
      id: UNKNOWN,
      image_name: "golden",
      description: UNKNOWN,
      status: UNKNOWN,
      tags_all: { a: "1" },
      disk_device_mapping: [],
    });
  });

  test("needs a source", async () => {
    const { diagnostics } = await plan({ config: { image_name: "golden" } });
    expect(diagnostics).toMatchObject([{ severity: "error", summary: "Missing source of the image" }]);
  });

  test.each<[string, PlainObject, TagPolicy | null, unknown]>([
    [
      "have the default ones",
      { tags: { a: "1" } },
      { ...plainPolicy, defaults: { env: "prod" } },
      { a: "1", env: "prod" },
    ],
    ["are the default ones alone", {}, { ...plainPolicy, defaults: { env: "prod" } }, { env: "prod" }],
    ["are unknown while one value is", { tags: { a: UNKNOWN } }, plainPolicy, UNKNOWN],
    ["are unknown while the map is", { tags: UNKNOWN }, plainPolicy, UNKNOWN],
    ["are unknown while the default ones are", {}, null, UNKNOWN],
  ])("says what all tags will be: they %s", async (_rule, config, policy, all) => {
    const { planned } = await plan({ config: { instance_id: "i-1", ...config } }, policy);
    expect(planned?.tags_all).toEqual(all);
  });
});

describe("a stored image", () => {
  test.each<[string, PlainObject, PlainObject]>([
    ["is what is configured", storedImage(), { instance_id: "i-1", image_name: "golden" }],
    ["has a name and a description that are not configured any more", storedImage(), { instance_id: "i-1" }],
    ["has force = false and none is configured", storedImage({ force: false }), { instance_id: "i-1" }],
    ["has force = false as configured", storedImage({ force: false }), { instance_id: "i-1", force: false }],
    ["has an empty map of tags and none is configured", storedImage({ tags: {} }), { instance_id: "i-1" }],
    ["was moved here and never read", moved, { instance_id: "i-1", tags: { a: "1" } }],
    ["has an empty map of tags as configured", storedImage({ tags: {} }), { instance_id: "i-1", tags: {} }],
  ])("stays as it is when it %s", async (_rule, prior, config) => {
    expect(await outcome(prior, config)).toBe("nothing");
  });

  test.each<[string, PlainObject]>([
    ["name", { image_name: "new" }],
    ["description", { description: "new text" }],
    ["tags", { tags: { a: "1" } }],
    ["force", { force: true }],
    ["time-outs", { timeouts: { create: "1h" } }],
  ])("changes in place: %s", async (_what, config) => {
    expect(await outcome(storedImage(), { instance_id: "i-1", ...config })).toBe("in place");
  });

  test.each<[string, ImageState["disk_device_mapping"], PlainObject[]]>([
    [
      "a disk without snapshot",
      [...blocks, { snapshot_id: null, size: 20 }],
      [{ snapshot_id: "s-1" }, { snapshot_id: "s-2" }, { size: 20 }],
    ],
    ["a size that was never told", [{ snapshot_id: "s-1", size: null }], [{ snapshot_id: "s-1" }]],
  ])("made of blocks with %s is renamed in place", async (_what, stored, configured) => {
    const prior = storedImage({ instance_id: null, disk_device_mapping: stored });
    const config = { image_name: "new", disk_device_mapping: configured };
    const { planned, requiresReplace } = await plan({ prior, config });
    expect(requiresReplace).toEqual([]);
    expect(planned?.disk_device_mapping).toEqual(stored);
  });

  test.each(["image_name", "description"])(
    "whose %s is known only after apply may change in place",
    async (attribute) => {
      const { planned, requiresReplace } = await plan({
        prior: storedImage(),
        config: { instance_id: "i-1", [attribute]: UNKNOWN },
      });
      expect(planned?.[attribute]).toBe(UNKNOWN);
      expect(requiresReplace).toEqual([]);
    },
  );

  test("whose default tags change is changed in place", async () => {
    const policy = { ...plainPolicy, defaults: { env: "prod" } };
    const change = { prior: storedImage(), config: { instance_id: "i-1" } };
    const { planned, requiresReplace } = await plan(change, policy);
    expect(planned).toMatchObject({ tags: null, tags_all: { env: "prod" }, status: "Available" });
    expect(requiresReplace).toEqual([]);
  });

  test.each<[string, PlainObject, PlainObject, string[]]>([
    ["another instance", storedImage(), { instance_id: "i-2" }, ["instance_id"]],
    ["a snapshot instead of an instance", storedImage(), { snapshot_id: "s-1" }, ["instance_id"]],
    [
      "blocks with the snapshots of its disks instead of an instance",
      storedImage({ disk_device_mappings: twoDisks }),
      { disk_device_mapping: blocks },
      ["instance_id", "disk_device_mapping"],
    ],
    [
      "blocks instead of an instance",
      storedImage(),
      { disk_device_mapping: blocks },
      ["instance_id", "disk_device_mapping"],
    ],
    [
      "another snapshot",
      storedImage({ instance_id: null, snapshot_id: "s-1" }),
      { snapshot_id: "s-2" },
      ["snapshot_id"],
    ],
    [
      "another size of a block",
      storedImage({ instance_id: null, disk_device_mapping: blocks }),
      { disk_device_mapping: [blocks[0], { snapshot_id: "s-2", size: 60 }] },
      ["disk_device_mapping[1].size"],
    ],
    [
      "a block whose snapshot is not known yet",
      storedImage({ instance_id: null, disk_device_mapping: blocks }),
      { disk_device_mapping: [blocks[0], { snapshot_id: UNKNOWN }] },
      ["disk_device_mapping[1].snapshot_id"],
    ],
    [
      "fewer blocks",
      storedImage({ instance_id: null, disk_device_mapping: blocks }),
      { disk_device_mapping: [blocks[0]] },
      ["disk_device_mapping[1]"],
    ],
  ])("is replaced by %s", async (_what, prior, config, paths) => {
    expect(await outcome(prior, config)).toEqual(paths);
  });
});

describe("an imported image", () => {
  test.each<[string, PlainObject]>([
    ["an instance", { instance_id: "i-1" }],
    ["a snapshot", { snapshot_id: "s-1" }],
    ["no source", {}],
  ])(
    "is not replaced by a configuration with %s: the service never tells the source",
    async (_source, config) => {
      expect(await outcome(imported, config)).toBe("nothing");
    },
  );

  const withDisks = { ...imported, disk_device_mappings: twoDisks };

  test.each<[string, PlainObject[]]>([
    ["snapshots and sizes", blocks],
    ["snapshots", [{ snapshot_id: "s-1" }, { snapshot_id: "s-2" }]],
    ["number, and no snapshot for one", [{ snapshot_id: "s-1" }, { size: 50 }]],
    ["number, and a snapshot that is not known yet", [{ snapshot_id: "s-1" }, { snapshot_id: UNKNOWN }]],
  ])("is not replaced by blocks with the %s of its disks", async (_what, disk_device_mapping) => {
    expect(await outcome(withDisks, { disk_device_mapping })).toBe("nothing");
  });

  test.each<[string, PlainObject[]]>([
    ["another snapshot", [{ snapshot_id: "s-1" }, { snapshot_id: "s-9" }]],
    ["fewer snapshots", [{ snapshot_id: "s-1" }]],
    ["more snapshots", [...blocks, { snapshot_id: "s-2" }]],
  ])("is replaced by blocks with %s", async (_what, disk_device_mapping) => {
    expect(await outcome(withDisks, { disk_device_mapping })).toEqual(["disk_device_mapping"]);
  });

  test("of another provider, which listed its disks in blocks, is not replaced by a configuration with an instance", async () => {
    const prior = { ...imported, disk_device_mapping: blocks };
    expect(await outcome(prior, { instance_id: "i-1" })).toBe("nothing");
  });
});

test("an image that was made of blocks is replaced by one of an instance", async () => {
  await start({
    createImage: async () => ({ imageId: "m-1", requestId: null }),
    describeImage: async () =>
      reportedImage({ diskDeviceMappings: [reportedDisk(), reportedDisk({ snapshotId: "s-2" })] }),
  });
  const made = await running.apply(IMAGE, { config: { disk_device_mapping: blocks } });
  expect(made.diagnostics).toEqual([]);
  const { requiresReplace } = await running.plan(IMAGE, {
    prior: made.state,
    config: { instance_id: "i-1" },
    private: made.private,
  });
  expect(requiresReplace).toEqual(["disk_device_mapping"]);
});

describe("reading", () => {
  test("removes an image that is gone from the state", async () => {
    const { state, diagnostics } = await (await start({ describeImage: async () => null })).read(
      IMAGE,
      storedImage(),
    );
    expect([state, diagnostics]).toEqual([null, []]);
  });

  test("takes an image that was seen up to 30 s ago, so that a plan over many asks once for all", async () => {
    const describeImage = vi.fn<EcsClient["describeImage"]>(async () =>
      reportedImage({ status: "Deprecated" }),
    );
    const { state } = await (await start({ describeImage })).read(IMAGE, storedImage());
    expect(state).toMatchObject({ id: "m-1", status: "Deprecated" });
    expect(describeImage).toHaveBeenCalledWith("m-1", expect.any(AbortSignal), { maxAgeMs: 30_000 });
  });

  test("keeps the state when the service cannot be asked, and says why", async () => {
    const describeImage = () => Promise.reject(refusal("Forbidden.RAM"));
    const { state, diagnostics } = await (await start({ describeImage })).read(IMAGE, storedImage());
    expect(state).toEqual(storedImage());
    expect(diagnostics).toMatchObject([
      { summary: "Cannot read the image m-1", detail: expect.stringContaining("Ask for the permission") },
    ]);
  });

  test("needs tags of the provider block that are known", async () => {
    await start({ describeImage: async () => reportedImage() }, null);
    const { diagnostics } = await running.read(IMAGE, storedImage());
    expect(diagnostics).toMatchObject([{ summary: "Provider configuration is not known yet" }]);
  });
});

test.each([
  [true, true],
  [false, false],
  [null, false],
])("a destroy with force = %s in the state forces the deletion: %s", async (force, forced) => {
  const deleteImage = vi.fn(async () => ({ existed: false, requestId: null }));
  await start({ deleteImage, describeInstances: async () => instancePage([]) });
  const { state, diagnostics } = await running.destroy(IMAGE, storedImage({ force }));
  expect([state, diagnostics]).toEqual([null, []]);
  expect(deleteImage).toHaveBeenCalledWith("m-1", forced, expect.any(AbortSignal));
});

describe("an import", () => {
  test.each(["m-1", " m-1\n"])("takes the ID %j", async (id) => {
    const { state, diagnostics } = await (await start()).import(IMAGE, id);
    expect(diagnostics).toEqual([]);
    expect(state).toMatchObject({ id: "m-1", instance_id: null, disk_device_mapping: [] });
  });

  test.each(["", "  ", "m-1 m-2"])("refuses %j", async (id) => {
    const { diagnostics } = await (await start()).import(IMAGE, id);
    expect(diagnostics).toMatchObject([
      {
        severity: "error",
        summary: "Invalid import ID",
        detail: expect.stringContaining(JSON.stringify(id)),
      },
    ]);
  });
});

test("the resource has its other name too", async () => {
  const { planned } = await (await start()).plan("alibabacloudstack_ecs_image", {
    config: { instance_id: "i-1" },
  });
  expect(planned?.instance_id).toBe("i-1");
});
