import { UNKNOWN } from "terraform-plugin";
import { describe, expect, test } from "vitest";
import { reportedDisk, reportedImage } from "../testing/fake-ecs.ts";
import { plainPolicy, plannedImage, storedImage } from "../testing/images.ts";
import { fromApi, toRequest, toState } from "./model.ts";
import type { ImagePlan, ImageState } from "./schema.ts";

describe("reading an image", () => {
  test("takes over what the service reports", () => {
    const unread = storedImage({ image_name: null, status: null, default_tags: null });
    expect(fromApi(reportedImage(), unread, plainPolicy)).toEqual(storedImage());
  });

  test("keeps what the service never reports: the source, force and the timeouts", () => {
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
    const image = reportedImage({ imageName: null, creationTime: null, status: null });
    expect(fromApi(image, storedImage(), plainPolicy)).toMatchObject({
      image_name: null,
      creation_time: null,
      status: null,
    });
  });

  test("makes null of an empty description", () => {
    const image = reportedImage({ description: "" });
    expect(fromApi(image, storedImage(), plainPolicy).description).toBeNull();
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

  test("are its own in tags, and the others in default_tags; ignored and system tags are in neither", () => {
    expect(fromApi(reportedImage({ tags }), storedImage(), policy)).toMatchObject({
      tags: { app: "web" },
      default_tags: { env: "prod" },
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
  test.each<[string, Partial<ImagePlan>, object]>([
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
    const request = toRequest(plannedImage(plan), "token-1", plainPolicy);
    expect(request).toEqual({ clientToken: "token-1", ...source });
  });

  test("has the name and the description", () => {
    const plan = plannedImage({ image_name: "golden", description: "of gold" });
    expect(toRequest(plan, "t", plainPolicy)).toMatchObject({
      imageName: "golden",
      description: "of gold",
    });
  });

  test("has the default tags, except where the image has its own", () => {
    const policy = { ...plainPolicy, defaults: { env: "prod", team: "infra" } };
    const { tags } = toRequest(plannedImage({ tags: { env: "test" } }), "t", policy);
    expect(tags).toEqual([
      { key: "env", value: "test" },
      { key: "team", value: "infra" },
    ]);
  });

  test.each([null, {}])("has no tags where there are none (%j)", (tags) => {
    expect(toRequest(plannedImage({ tags }), "t", plainPolicy)).toEqual({
      clientToken: "t",
      instanceId: "i-1",
    });
  });
});

describe("the state of a planned image", () => {
  test("has what the service reports where the plan left it open", () => {
    expect(toState(plannedImage(), "m-1", reportedImage(), plainPolicy)).toEqual(storedImage());
  });

  test("keeps what was planned, whatever the service reports", () => {
    const plan = plannedImage({
      image_name: "wanted",
      description: null,
      tags: { a: "1" },
      default_tags: { env: "prod" },
    });
    expect(toState(plan, "m-1", reportedImage(), plainPolicy)).toMatchObject({
      image_name: "wanted",
      description: null,
      tags: { a: "1" },
      default_tags: { env: "prod" },
    });
  });

  test("has the ID and nulls, and nothing unknown, while the service does not show the image", () => {
    const state = toState(plannedImage({ image_name: "golden" }), "m-1", null, plainPolicy);
    expect(state).toEqual(storedImage({ description: null, status: null, creation_time: null }));
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
  const settled = (disk_device_mapping: ImagePlan["disk_device_mapping"]) =>
    toState(plannedImage({ instance_id: null, disk_device_mapping }), "m-1", image, plainPolicy)
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
    const none = toState(
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
