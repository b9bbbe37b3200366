import { UNKNOWN } from "terraform-plugin";
import { describe, expect, test } from "vitest";
import { reportedDisk, reportedImage } from "../testing/fake-ecs.ts";
import { plainPolicy, plannedImage, storedImage } from "../testing/images.ts";
import { fromApi, settle, toCreateRequest } from "./model.ts";
import type { ImageState, PlannedImage } from "./schema.ts";

describe("reading an image", () => {
  test("takes over what the service reports", () => {
    const unread = storedImage({
      image_name: null,
      status: null,
      size: null,
      tags_all: null,
      disk_device_mappings: null,
    });
    expect(fromApi(reportedImage(), unread, plainPolicy)).toEqual(storedImage());
  });

  test("keeps what the service never tells: the source, force and the time-outs", () => {
    const untold: Partial<ImageState> = {
      instance_id: null,
      snapshot_id: "s-9",
      force: true,
      timeouts: { create: "1h", delete: null },
      disk_device_mapping: [{ size: 40, snapshot_id: "s-9" }],
    };
    expect(fromApi(reportedImage(), storedImage(untold), plainPolicy)).toMatchObject(untold);
  });

  test("makes null of what an older release does not report", () => {
    const image = reportedImage({
      imageName: null,
      creationTime: null,
      sizeGib: null,
      usage: null,
      isSelfShared: null,
      diskDeviceMappings: [],
    });
    expect(fromApi(image, storedImage(), plainPolicy)).toMatchObject({
      image_name: null,
      creation_time: null,
      size: null,
      usage: null,
      is_self_shared: null,
      disk_device_mappings: [],
    });
  });

  test("makes null of an empty description and of an empty snapshot ID", () => {
    const image = reportedImage({
      description: "",
      diskDeviceMappings: [reportedDisk({ type: "data", snapshotId: "" })],
    });
    const state = fromApi(image, storedImage(), plainPolicy);
    expect(state.description).toBeNull();
    expect(state.disk_device_mappings).toMatchObject([{ type: "data", snapshot_id: null }]);
  });

  test.each(["Deprecated", "UnAvailable", "SomethingNew"])("keeps an image that is %s", (status) => {
    expect(fromApi(reportedImage({ status }), storedImage(), plainPolicy).status).toBe(status);
  });
});

describe("the tags of an image that is read", () => {
  const tags = [
    { key: "app", value: "web" },
    { key: "env", value: "prod" },
    { key: "owner", value: "ann" },
    { key: "acs:rm", value: "1" },
  ];
  const policy = { ...plainPolicy, defaults: { env: "prod" }, ignoredKeys: ["owner"] };

  test("are its own in tags, and with the default ones in tags_all; ignored and system tags are in neither", () => {
    expect(fromApi(reportedImage({ tags }), storedImage(), policy)).toMatchObject({
      tags: { app: "web" },
      tags_all: { app: "web", env: "prod" },
    });
  });

  test("show one that was added outside, and not one that was removed there", () => {
    const stored = storedImage({ tags: { gone: "1", app: "web" } });
    const state = fromApi(
      reportedImage({ tags: [...tags, { key: "new", value: "2" }] }),
      stored,
      plainPolicy,
    );
    expect(state.tags).toEqual({ app: "web", env: "prod", owner: "ann", new: "2" });
  });

  test.each<[string, ImageState["tags"], ImageState["tags"]]>([
    ["an empty map stays an empty map", {}, {}],
    ["none stays none", null, null],
    ["none is left when all were removed outside", { app: "web" }, null],
  ])("when there are none: %s", (_rule, stored, expected) => {
    const state = fromApi(reportedImage(), storedImage({ tags: stored }), plainPolicy);
    expect(state.tags).toEqual(expected);
  });
});

describe("the request that creates an image", () => {
  test.each<[string, Partial<PlannedImage>, object]>([
    ["an instance", { instance_id: "i-1" }, { instanceId: "i-1" }],
    ["a snapshot", { instance_id: null, snapshot_id: "s-1" }, { snapshotId: "s-1" }],
    [
      "several snapshots, with what is given of them",
      {
        instance_id: null,
        disk_device_mapping: [
          { snapshot_id: "s-1", size: UNKNOWN },
          { snapshot_id: "s-2", size: 50 },
          { snapshot_id: UNKNOWN, size: 60 },
          { snapshot_id: null, size: null },
        ],
      },
      {
        diskDeviceMappings: [{ snapshotId: "s-1" }, { snapshotId: "s-2", sizeGib: 50 }, { sizeGib: 60 }, {}],
      },
    ],
  ])("names %s and nothing that is not given", (_source, plan, source) => {
    const request = toCreateRequest(plannedImage(plan), "token-1", plainPolicy);
    expect(request).toEqual({ clientToken: "token-1", ...source });
  });

  test("has the name and the description", () => {
    const plan = plannedImage({ image_name: "golden", description: "of gold" });
    expect(toCreateRequest(plan, "t", plainPolicy)).toMatchObject({
      imageName: "golden",
      description: "of gold",
    });
  });

  test("has the default tags, except where the image has its own", () => {
    const policy = { ...plainPolicy, defaults: { env: "prod", team: "infra" } };
    const { tags } = toCreateRequest(plannedImage({ tags: { env: "test" } }), "t", policy);
    expect(tags).toEqual([
      { key: "env", value: "test" },
      { key: "team", value: "infra" },
    ]);
  });

  test.each([null, {}])("has no tags where there are none (%j)", (tags) => {
    expect(toCreateRequest(plannedImage({ tags }), "t", plainPolicy)).toEqual({
      clientToken: "t",
      instanceId: "i-1",
    });
  });
});

describe("the state of a planned image", () => {
  test("has what the service reports where the plan left it open", () => {
    expect(settle(plannedImage(), "m-1", reportedImage(), plainPolicy)).toEqual(storedImage());
  });

  test("keeps what was planned, whatever the service reports", () => {
    const plan = plannedImage({
      image_name: "wanted",
      description: null,
      tags: { a: "1" },
      tags_all: { a: "1" },
    });
    expect(settle(plan, "m-1", reportedImage(), plainPolicy)).toMatchObject({
      image_name: "wanted",
      description: null,
      tags: { a: "1" },
      tags_all: { a: "1" },
    });
  });

  test("has the ID and nulls, and nothing unknown, while the service does not show the image", () => {
    const state = settle(plannedImage({ image_name: "golden" }), "m-1", null, plainPolicy);
    expect(state).toEqual(
      storedImage({
        description: null,
        status: null,
        creation_time: null,
        size: null,
        os_name: null,
        os_type: null,
        platform: null,
        architecture: null,
        usage: null,
        is_self_shared: null,
        tags_all: null,
        disk_device_mappings: null,
      }),
    );
  });
});

describe("a disk_device_mapping of a planned image", () => {
  const image = reportedImage({
    diskDeviceMappings: [
      reportedDisk({ snapshotId: "s-system", sizeGib: 40 }),
      reportedDisk({ snapshotId: "s-data", sizeGib: 100, type: "data" }),
      reportedDisk({ snapshotId: null, sizeGib: 20, type: "data" }),
    ],
  });
  const settled = (disk_device_mapping: PlannedImage["disk_device_mapping"]) =>
    settle(plannedImage({ instance_id: null, disk_device_mapping }), "m-1", image, plainPolicy)
      .disk_device_mapping;

  test("gets its size from the disk with its snapshot, wherever the service lists it", () => {
    expect(
      settled([
        { snapshot_id: "s-data", size: UNKNOWN },
        { snapshot_id: "s-system", size: UNKNOWN },
      ]),
    ).toEqual([
      { snapshot_id: "s-data", size: 100 },
      { snapshot_id: "s-system", size: 40 },
    ]);
  });

  test("gets what it leaves open from the disk at its place where it names no snapshot", () => {
    expect(
      settled([
        { snapshot_id: "s-system", size: UNKNOWN },
        { snapshot_id: UNKNOWN, size: 100 },
        { snapshot_id: UNKNOWN, size: UNKNOWN },
      ]),
    ).toEqual([
      { snapshot_id: "s-system", size: 40 },
      { snapshot_id: "s-data", size: 100 },
      { snapshot_id: null, size: 20 },
    ]);
  });

  test("keeps its own size, and null where the service reports no such disk", () => {
    const none = settle(
      plannedImage({
        disk_device_mapping: [
          { snapshot_id: "s-1", size: 7 },
          { snapshot_id: UNKNOWN, size: UNKNOWN },
        ],
      }),
      "m-1",
      null,
      plainPolicy,
    );
    expect(none.disk_device_mapping).toEqual([
      { snapshot_id: "s-1", size: 7 },
      { snapshot_id: null, size: null },
    ]);
  });
});
