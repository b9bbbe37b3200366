import { isDeepStrictEqual } from "node:util";
import { type EcsClient, EcsError } from "ecs-client";
import { UNKNOWN } from "terraform-plugin";
import type { Change, PlainObject, TestProvider } from "terraform-plugin/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { TagPolicy } from "../tags/policy.ts";
import { fakeClient } from "../testing/fake-client.ts";
import {
  instancePage,
  page,
  refusal,
  reportedDisk,
  reportedDiskObject,
  reportedImage,
  reportedSnapshot,
} from "../testing/fake-ecs.ts";
import { plainPolicy, storedImage } from "../testing/images.ts";
import { type OneResource, startOneResource } from "../testing/one-resource.ts";
import { imageResource } from "./resource.ts";
import type { ImageState } from "./schema.ts";

const IMAGE = "alibabacloudstack_image";

/** An image whose source nobody asked for yet, as state of another provider may have it. */
const sourceless = storedImage({ instance_id: null });
const blocks = [
  { snapshot_id: "s-1", size: 40 },
  { snapshot_id: "s-2", size: 50 },
];

let running: TestProvider;
let serve: OneResource["serve"];

beforeAll(async () => {
  ({ running, serve } = await startOneResource(imageResource));
});
afterAll(() => running.close());

/** The provider with this resource alone, and a service with the given calls. */
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

/** Plans a change of what is stored, and says whether that is nothing, a change in place or a replacement. */
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
      instance_id: "i-1",
      snapshot_id: null,
      default_tags: {},
      disk_device_mapping: [],
    });
  });

  test("needs a source", async () => {
    const { diagnostics } = await plan({ config: { image_name: "golden" } });
    expect(diagnostics).toMatchObject([{ severity: "error", summary: "Missing source of the image" }]);
  });

  test.each<[string, PlainObject, TagPolicy | null, unknown]>([
    [
      "of the provider block",
      { tags: { a: UNKNOWN } },
      { ...plainPolicy, defaults: { env: "prod" } },
      { env: "prod" },
    ],
    ["unknown while the provider block is", {}, null, UNKNOWN],
  ])("has default tags: %s", async (_rule, config, policy, expected) => {
    const { planned } = await plan({ config: { instance_id: "i-1", ...config } }, policy);
    expect(planned?.default_tags).toEqual(expected);
  });

  test("must not have more than 20 tags with the default ones", async () => {
    const tags = Object.fromEntries(Array.from({ length: 19 }, (_each, index) => [`k${index}`, "v"]));
    const change = { config: { instance_id: "i-1", tags } };
    const { diagnostics } = await plan(change, { ...plainPolicy, defaults: { a: "1", b: "2" } });
    expect(diagnostics).toMatchObject([{ summary: "Too many tags", path: "tags" }]);
  });

  test("checks rules between arguments again, whose values may have been unknown before", async () => {
    const config = { disk_device_mapping: [{ snapshot_id: "s-1" }, { snapshot_id: null, size: null }] };
    expect((await plan({ config })).diagnostics).toMatchObject([{ summary: "Empty disk_device_mapping" }]);
  });
});

describe("a disk that is smaller than its snapshot", () => {
  const config = { disk_device_mapping: [{ snapshot_id: "s-1" }, { snapshot_id: "s-2", size: 20 }] };
  const snapshots = async () => page([reportedSnapshot({ snapshotId: "s-2", sourceDiskSizeGib: 50 })]);

  test("is an error of the plan, which says which disk and what it needs", async () => {
    const { diagnostics } = await (await start({ describeSnapshots: snapshots })).plan(IMAGE, { config });
    expect(diagnostics).toEqual([
      {
        severity: "error",
        summary: "Disk smaller than its snapshot",
        detail:
          "The size of disk_device_mapping 2 of 2 is 20 GiB, but its snapshot s-2 needs at least 50 GiB. Set size to 50 or more, or leave it out.",
        path: "disk_device_mapping[1].size",
      },
    ]);
  });

  test.each<[string, Partial<EcsClient>]>([
    ["does not show it", { describeSnapshots: async () => page([]) }],
    [
      "does not tell its size",
      { describeSnapshots: async () => page([reportedSnapshot({ sourceDiskSizeGib: null })]) },
    ],
    ["refuses to answer", { describeSnapshots: () => Promise.reject(refusal("Forbidden.RAM")) }],
  ])("is left to the service when that %s", async (_rule, calls) => {
    const { planned, diagnostics } = await (await start(calls)).plan(IMAGE, { config });
    expect(diagnostics).toEqual([]);
    expect(planned).toMatchObject({ disk_device_mapping: [{ snapshot_id: "s-1" }, { size: 20 }] });
  });

  test("is looked up only where a size and a snapshot are known", async () => {
    const disk_device_mapping = [{ snapshot_id: "s-1" }, { snapshot_id: UNKNOWN, size: 20 }, { size: 5 }];
    expect((await plan({ config: { disk_device_mapping } })).diagnostics).toEqual([]);
  });
});

describe("a stored image", () => {
  test.each<[string, PlainObject, PlainObject]>([
    ["is what is configured", storedImage(), { instance_id: "i-1", image_name: "golden" }],
    ["has a name and a description that are not configured any more", storedImage(), { instance_id: "i-1" }],
    ["has force = false and none is configured", storedImage({ force: false }), { instance_id: "i-1" }],
    ["has force = false as configured", storedImage({ force: false }), { instance_id: "i-1", force: false }],
    ["has an empty map of tags and none is configured", storedImage({ tags: {} }), { instance_id: "i-1" }],
    ["has an empty map of tags as configured", storedImage({ tags: {} }), { instance_id: "i-1", tags: {} }],
  ])("stays as it is when it %s", async (_rule, prior, config) => {
    expect(await outcome(prior, config)).toBe("nothing");
  });

  test.each<[string, PlainObject]>([
    ["name", { image_name: "new" }],
    ["description", { description: "new text" }],
    ["tags", { tags: { a: "1" } }],
    ["force", { force: true }],
    ["force = false where none is stored", { force: false }],
    ["an empty map of tags where none is stored", { tags: {} }],
    ["an empty block of timeouts where none is stored", { timeouts: {} }],
    ["timeouts", { timeouts: { create: "1h" } }],
  ])("changes in place: %s", async (_what, config) => {
    expect(await outcome(storedImage(), { instance_id: "i-1", ...config })).toBe("in place");
  });

  test.each<[string, Partial<ImageState>]>([
    ["force = true", { force: true }],
    ["tags", { tags: { a: "1" } }],
    ["timeouts", { timeouts: { create: "1h", delete: null } }],
    ["an empty block of timeouts", { timeouts: { create: null, delete: null } }],
  ])("loses what is not configured any more: %s", async (_what, stored) => {
    const change = { prior: storedImage(stored), config: { instance_id: "i-1" } };
    expect(await outcome(change.prior, change.config)).toBe("in place");
    expect((await plan(change)).planned).toMatchObject({ force: null, tags: null, timeouts: null });
  });

  test.each<[string, ImageState["disk_device_mapping"], PlainObject[]]>([
    [
      "a disk without snapshot",
      [...blocks, { snapshot_id: null, size: 20 }],
      [{ snapshot_id: "s-1" }, { snapshot_id: "s-2" }, { size: 20 }],
    ],
    ["a size that was never reported", [{ snapshot_id: "s-1", size: null }], [{ snapshot_id: "s-1" }]],
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
    expect(planned).toMatchObject({ tags: null, default_tags: { env: "prod" }, status: "Available" });
    expect(requiresReplace).toEqual([]);
  });

  test.each<[string, PlainObject, PlainObject, string[]]>([
    ["another instance", storedImage(), { instance_id: "i-2" }, ["instance_id"]],
    [
      "a snapshot instead of an instance",
      storedImage(),
      { snapshot_id: "s-1" },
      ["instance_id", "snapshot_id"],
    ],
    ["no source any more", storedImage(), {}, ["instance_id"]],
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
      "fewer blocks",
      storedImage({ instance_id: null, disk_device_mapping: blocks }),
      { disk_device_mapping: [blocks[0]] },
      ["disk_device_mapping[1]"],
    ],
  ])("is replaced by %s", async (_what, prior, config, paths) => {
    expect(await outcome(prior, config)).toEqual(paths);
  });
});

describe("an image whose source was never looked up", () => {
  test.each<[string, PlainObject]>([
    ["an instance", { instance_id: "i-1" }],
    ["a snapshot", { snapshot_id: "s-1" }],
    ["blocks", { disk_device_mapping: blocks }],
  ])("adopts a configured source in place: %s", async (_source, config) => {
    expect(await outcome(sourceless, config)).toBe("in place");
  });

  test("stays as it is without one", async () => {
    expect(await outcome(sourceless, {})).toBe("nothing");
  });

  test("gives up stored blocks in place where no source is configured", async () => {
    expect(await outcome({ ...sourceless, disk_device_mapping: blocks }, {})).toBe("in place");
  });

  test("is replaced by other blocks than another provider read of it", async () => {
    const prior = { ...sourceless, disk_device_mapping: blocks };
    const config = { disk_device_mapping: [blocks[0], { snapshot_id: "s-9" }] };
    expect(await outcome(prior, config)).toEqual(["disk_device_mapping[1].snapshot_id"]);
  });
});

describe("an imported image", () => {
  const disks = [reportedDisk(), reportedDisk({ type: "data", sizeGib: 50, snapshotId: "s-2" })];

  /** Imports an image and reads it. `instance` is the one whose disk its system snapshot was made of. */
  async function imported({
    own = false,
    snapshotTime = reportedSnapshot().creationTime,
    instance = "i-1",
    diskDeviceMappings = disks,
    ...calls
  }: ImportOptions = {}) {
    const image = reportedImage({ diskDeviceMappings });
    const snapshot = reportedSnapshot({
      snapshotName: own ? "SnapshotForImage-m-1" : "nightly",
      creationTime: snapshotTime,
      sourceDiskId: "d-1",
    });
    await start({
      describeImage: async () => image,
      describeSnapshots: async () => page([snapshot]),
      describeDisks: async () => page([reportedDiskObject({ instanceId: instance })]),
      ...calls,
    });
    const { state } = await running.import(IMAGE, "m-1");
    return running.read(IMAGE, state ?? {});
  }

  type ImportOptions = Partial<EcsClient> & {
    own?: boolean;
    snapshotTime?: string | null;
    instance?: string | null;
    diskDeviceMappings?: typeof disks;
  };

  test.each<[string, ImportOptions, PlainObject]>([
    ["of an instance names it", { own: true }, { instance_id: "i-1" }],
    ["of one snapshot names it", { diskDeviceMappings: disks.slice(0, 1) }, { snapshot_id: "s-1" }],
    [
      "of one snapshot whose disk was made larger has it as a block",
      { diskDeviceMappings: [reportedDisk({ sizeGib: 60 })] },
      { disk_device_mapping: [{ snapshot_id: "s-1", size: 60 }] },
    ],
    ["of several snapshots has them as blocks", {}, { disk_device_mapping: blocks }],
    ["of an instance that is gone names no source", { own: true, instance: null }, {}],
    ["whose snapshot is not shown names no source", { describeSnapshots: async () => page([]) }, {}],
    [
      "whose snapshot may not be read names no source",
      { describeSnapshots: () => Promise.reject(refusal("Forbidden.RAM")) },
      {},
    ],
  ])("%s", async (_rule, options, source) => {
    const { state, diagnostics } = await imported(options);
    expect(diagnostics).toEqual([]);
    expect(state).toEqual({ ...sourceless, ...source });
  });

  test("is looked up once", async () => {
    const describeSnapshots = vi.fn(async () => page([reportedSnapshot()]));
    const first = await imported({ describeSnapshots });
    await running.read(IMAGE, first.state ?? {}, first.private);
    expect(describeSnapshots).toHaveBeenCalledOnce();
  });

  test("is asked about once it is complete", async () => {
    const unfinished = { describeImage: async () => reportedImage({ status: "Creating" }) };
    await start(unfinished);
    const read = await running.read(IMAGE, sourceless);
    expect(read.diagnostics).toEqual([]);
    expect(read.state).toMatchObject({ instance_id: null, snapshot_id: null, status: "Creating" });
  });

  test("whose snapshot cannot be read now is an error, and the next read asks again", async () => {
    const outage = new EcsError({ kind: "network", reason: "the connection broke" });
    const { diagnostics } = await imported({ describeSnapshots: () => Promise.reject(outage) });
    expect(diagnostics).toMatchObject([
      { summary: "Cannot read the snapshot s-1, which shows what the image was made of" },
    ]);
  });

  const nothing = "nothing";
  const adopted = "in place";
  test.each<[string, ImportOptions, PlainObject, "nothing" | "in place" | readonly string[]]>([
    ["its instance", { own: true }, { instance_id: "i-1" }, nothing],
    ["another instance", { own: true }, { instance_id: "i-2" }, ["instance_id"]],
    ["its one snapshot", { diskDeviceMappings: disks.slice(0, 1) }, { snapshot_id: "s-1" }, nothing],
    ["another snapshot", { diskDeviceMappings: disks.slice(0, 1) }, { snapshot_id: "s-9" }, ["snapshot_id"]],
    ["its snapshots", {}, { disk_device_mapping: blocks }, nothing],
    ["no source, which cannot keep its snapshots", {}, {}, adopted],
    ["no source, made of one snapshot", { diskDeviceMappings: disks.slice(0, 1) }, {}, nothing],
    ["no source, made of an instance that is gone", { own: true, instance: null }, {}, nothing],
    ["no source, made of an instance", { own: true }, {}, nothing],
    [
      "a snapshot of an instance whose other disks the image has too",
      { own: true },
      { snapshot_id: "s-1" },
      ["instance_id", "snapshot_id"],
    ],
    [
      "its one snapshot as a block",
      { diskDeviceMappings: disks.slice(0, 1) },
      { disk_device_mapping: [{ snapshot_id: "s-1" }] },
      adopted,
    ],
    [
      "the instance that its snapshots were made of before",
      {},
      { instance_id: "i-1" },
      ["instance_id", "disk_device_mapping"],
    ],
    [
      "the instance that its snapshots were made of in the same second",
      { snapshotTime: reportedImage().creationTime },
      { instance_id: "i-1" },
      adopted,
    ],
    ["an instance where its own is gone", { own: true, instance: null }, { instance_id: "i-7" }, adopted],
    ["its snapshots in another order", {}, { disk_device_mapping: [...blocks].reverse() }, adopted],
    [
      "its number of disks, one without a snapshot",
      {},
      { disk_device_mapping: [{ snapshot_id: "s-1" }, { size: 50 }] },
      nothing,
    ],
    [
      "another size",
      {},
      { disk_device_mapping: [{ snapshot_id: "s-1", size: 60 }, { snapshot_id: "s-2" }] },
      ["disk_device_mapping[0].size"],
    ],
    [
      "one of its snapshots twice",
      {},
      { disk_device_mapping: [{ snapshot_id: "s-1" }, { snapshot_id: "s-1" }] },
      ["disk_device_mapping[1].snapshot_id"],
    ],
    ["fewer snapshots", {}, { disk_device_mapping: [{ snapshot_id: "s-1" }] }, ["disk_device_mapping[1]"]],
  ])("and a configuration with %s", async (_source, options, config, expected) => {
    const read = await imported(options);
    const { planned, requiresReplace, diagnostics } = await running.plan(IMAGE, {
      prior: read.state,
      config,
      private: read.private,
    });
    expect(diagnostics).toEqual([]);
    if (typeof expected !== "string") expect(requiresReplace).toEqual(expected);
    else {
      expect(requiresReplace).toEqual([]);
      expect(isDeepStrictEqual(planned, read.state) ? "nothing" : "in place").toBe(expected);
    }
  });

  test.each<[string, PlainObject]>([
    ["instance_id", { instance_id: UNKNOWN }],
    ["disk_device_mapping", { disk_device_mapping: [{ snapshot_id: UNKNOWN }, { size: 50 }] }],
  ])(
    "with a source that is not known yet is planned in place, with a warning at %s",
    async (argument, config) => {
      const read = await imported({ own: argument === "instance_id" });
      const { requiresReplace, diagnostics } = await running.plan(IMAGE, {
        prior: read.state,
        config,
        private: read.private,
      });
      expect(requiresReplace).toEqual([]);
      expect(diagnostics).toMatchObject([
        { severity: "warning", summary: "Source of the image is not known yet", path: argument },
      ]);
    },
  );

  test("that adopted a source calls nothing for it, and is replaced by any other from then on", async () => {
    const read = await imported({ own: true, instance: null });
    const config = { instance_id: "i-7" };
    const adoption = await running.apply(IMAGE, { prior: read.state, config, private: read.private });
    expect(adoption.diagnostics).toEqual([]);
    expect(adoption.state).toMatchObject({ id: "m-1", instance_id: "i-7" });
    const plan = (other: PlainObject) =>
      running.plan(IMAGE, { prior: adoption.state, config: other, private: adoption.private });
    expect((await plan({ instance_id: "i-8" })).requiresReplace).toEqual(["instance_id"]);
    expect((await plan(config)).planned).toEqual(adoption.state);
  });

  test("whose snapshots were given up is not asked for them again", async () => {
    const read = await imported();
    const without = await running.apply(IMAGE, { prior: read.state, config: {}, private: read.private });
    expect(without.state).toMatchObject({ disk_device_mapping: [] });
    const again = await running.read(IMAGE, without.state ?? {}, without.private);
    expect(again.state).toEqual(without.state);
  });

  test("has the adopted source in the state when the rest of the change fails", async () => {
    const modifyImageAttribute = () => Promise.reject(refusal("Forbidden.RAM"));
    const read = await imported({ own: true, instance: null, modifyImageAttribute });
    const config = { instance_id: "i-7", image_name: "new" };
    const failed = await running.apply(IMAGE, { prior: read.state, config, private: read.private });
    expect(failed.diagnostics).toMatchObject([{ summary: "Cannot change the image m-1" }]);
    expect(failed.state).toMatchObject({ instance_id: "i-7", image_name: "golden" });
    const next = await running.plan(IMAGE, { prior: failed.state, config, private: failed.private });
    expect([next.requiresReplace, next.diagnostics]).toEqual([[], []]);
  });

  test("whose source turns out to be another one while it is applied is not changed", async () => {
    const read = await imported({ own: true });
    const { diagnostics, state } = await running.apply(IMAGE, {
      prior: read.state,
      config: { instance_id: "i-2" },
      planned: { ...read.state, instance_id: "i-2" },
      private: read.private,
    });
    expect(diagnostics).toMatchObject([{ summary: "Image was created from another source" }]);
    expect(state).toEqual(read.state);
  });
});

describe("an image that was made here", () => {
  const made = async () => {
    await start({
      createImage: async () => ({ imageId: "m-1", requestId: null }),
      describeImage: async () =>
        reportedImage({ diskDeviceMappings: [reportedDisk(), reportedDisk({ snapshotId: "s-2" })] }),
    });
    return running.apply(IMAGE, { config: { disk_device_mapping: blocks } });
  };

  test("of blocks is replaced by one of an instance", async () => {
    const { state, private: stored, diagnostics } = await made();
    expect(diagnostics).toEqual([]);
    const { requiresReplace } = await running.plan(IMAGE, {
      prior: state,
      config: { instance_id: "i-1" },
      private: stored,
    });
    expect(requiresReplace).toEqual(["instance_id", "disk_device_mapping"]);
  });

  test("is not asked for its source when it is read", async () => {
    const { state, private: stored } = await made();
    expect((await running.read(IMAGE, state ?? {}, stored)).diagnostics).toEqual([]);
  });

  test("of blocks by the first version, which noted that in another way, is known as well", async () => {
    const { requiresReplace } = await (await start()).plan(IMAGE, {
      prior: storedImage({ instance_id: null, disk_device_mapping: blocks }),
      config: { instance_id: "i-1" },
      private: new TextEncoder().encode('{"source":"disk_device_mapping"}'),
    });
    expect(requiresReplace).toEqual(["instance_id", "disk_device_mapping"]);
  });
});

describe("an image of another region than the provider's", () => {
  const elsewhere = new TextEncoder().encode('{"region":"cn-elsewhere"}');
  const expected = [
    {
      summary: "Image is in another region",
      detail: expect.stringMatching(
        /m-1 is in region cn-elsewhere, but the provider is configured for region cn-home\./,
      ),
    },
  ];

  test("is not read, planned, changed or deleted, and stays in the state", async () => {
    await start();
    const stored = storedImage();
    const read = await running.read(IMAGE, stored, elsewhere);
    expect(read.diagnostics).toMatchObject(expected);
    expect(read.state).toEqual(stored);
    const change = { prior: stored, config: { instance_id: "i-1", image_name: "new" }, private: elsewhere };
    expect((await running.plan(IMAGE, change)).diagnostics).toMatchObject(expected);
    const planned = { ...stored, image_name: "new" };
    expect((await running.apply(IMAGE, { ...change, planned })).diagnostics).toMatchObject(expected);
    const destroyed = await running.destroy(IMAGE, stored, elsewhere);
    expect(destroyed.diagnostics).toMatchObject(expected);
    expect(destroyed.state).toEqual(stored);
  });

  test("is noticed because its region is stored when it is read", async () => {
    await start({ describeImage: async () => reportedImage() });
    const read = await running.read(IMAGE, storedImage());
    await serve({ ...fakeClient({}, plainPolicy), region: "cn-other" });
    const { diagnostics } = await running.read(IMAGE, read.state ?? {}, read.private);
    expect(diagnostics).toMatchObject([{ summary: "Image is in another region" }]);
  });
});

describe("reading", () => {
  test("removes an image that is gone from the state", async () => {
    const { state, diagnostics } = await (await start({ describeImage: async () => null })).read(
      IMAGE,
      storedImage(),
    );
    expect([state, diagnostics]).toEqual([null, []]);
  });

  test.each([
    ["Deprecated", /Somebody deprecated it/],
    ["UnAvailable", /cannot use it any more.*terraform apply -replace=/],
    ["CreateFailed", /its creation failed.*terraform apply -replace=/],
  ])("warns of an image that is %s", async (status, advice) => {
    await start({ describeImage: async () => reportedImage({ status }) });
    const { state, diagnostics } = await running.read(IMAGE, storedImage());
    expect(state).toMatchObject({ id: "m-1", status });
    expect(diagnostics).toMatchObject([
      { severity: "warning", summary: `Image is ${status}`, detail: expect.stringMatching(advice) },
    ]);
  });

  test("takes an image that was seen up to 30 s ago, so that a plan over many asks once for all", async () => {
    const describeImage = vi.fn<EcsClient["describeImage"]>(async () =>
      reportedImage({ status: "Deprecated" }),
    );
    const { state } = await (await start({ describeImage })).read(IMAGE, storedImage());
    expect(state).toMatchObject({ id: "m-1", status: "Deprecated" });
    expect(describeImage).toHaveBeenCalledWith("m-1", expect.any(AbortSignal), { maxAgeMs: 30_000 });
  });

  test("keeps the state when the service refuses to answer, and says why", async () => {
    const describeImage = () => Promise.reject(refusal("Forbidden.RAM"));
    const { state, diagnostics } = await (await start({ describeImage })).read(IMAGE, storedImage());
    expect(state).toEqual(storedImage());
    expect(diagnostics).toMatchObject([
      { summary: "Cannot read the image m-1", detail: expect.stringContaining("Ask for the permission") },
    ]);
  });

  test("shows only stored tags while those of the provider block are not known, so that a plan can change what they depend on", async () => {
    const tags = [
      { key: "app", value: "api" },
      { key: "env", value: "dev" },
      { key: "team", value: "infra" },
    ];
    await start({ describeImage: async () => reportedImage({ tags }) }, null);
    const stored = storedImage({ tags: { app: "web" }, default_tags: { env: "prod" } });
    const { state, diagnostics } = await running.read(IMAGE, stored);
    expect(diagnostics).toEqual([]);
    expect(state).toMatchObject({ tags: { app: "api" }, default_tags: { env: "dev" } });
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
    await start({ describeImage: async () => reportedImage() });
    const { state, diagnostics } = await running.import(IMAGE, id);
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

  test("refuses a text that is too long to be an ID, without repeating it", async () => {
    const { diagnostics } = await (await start()).import(IMAGE, `m-${"x".repeat(1000)}`);
    expect(diagnostics).toMatchObject([{ summary: "Invalid import ID" }]);
    expect(diagnostics[0]?.detail).toMatch(/not by a text of 1002 characters\.$/);
    expect(diagnostics[0]?.detail).not.toContain("xxx");
  });

  test.each([
    ["i-1", /i-1 is the ID of an instance, not of an image/],
    ["s-1", /s-1 is the ID of a snapshot/],
    ["cn-other:m-1", /by its ID alone, m-1, not by its region and ID.*configured for region cn-home/],
    ["cn-home:m-1", /by its ID alone, m-1, not by its region and ID, cn-home:m-1\. Only a copy/],
  ])("says what is wrong with %s", async (id, detail) => {
    const { diagnostics } = await (await start()).import(IMAGE, id);
    expect(diagnostics).toMatchObject([
      { summary: "Invalid import ID", detail: expect.stringMatching(detail) },
    ]);
  });

  test.each([
    ["system", /a system image, which the cloud provides/],
    ["others", /shared by another account/],
    ["marketplace", /an image of the marketplace/],
  ])("says that an image of %s is not the account's own", async (imageOwnerAlias, detail) => {
    await start({
      describeImage: async () => null,
      describeImages: async () => page([reportedImage({ imageOwnerAlias })]),
    });
    const { diagnostics } = await running.import(IMAGE, "m-1");
    expect(diagnostics).toMatchObject([
      { summary: "Image belongs to another account", detail: expect.stringMatching(detail) },
    ]);
  });

  test("leaves it to Terraform to say that there is no such image", async () => {
    await start({ describeImage: async () => null, describeImages: async () => page([]) });
    const imported = await running.import(IMAGE, "m-1");
    expect(imported.diagnostics).toEqual([]);
    expect((await running.read(IMAGE, imported.state ?? {})).state).toBeNull();
  });

  test("of a copy names the resource for copies", async () => {
    await start({ describeImage: async () => reportedImage({ isCopied: true }) });
    const { diagnostics } = await running.import(IMAGE, "m-1");
    expect(diagnostics).toMatchObject([
      {
        summary: "Image is a copy",
        detail: expect.stringContaining("alibabacloudstack_image_copy, with the ID cn-home:m-1"),
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
