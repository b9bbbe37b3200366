import { Diagnostics, type JsonValue } from "terraform-plugin";
import { describe, expect, test } from "vitest";
import { storedImage } from "../testing/images.ts";
import type { ImageState } from "./schema.ts";
import { imageMoveSources, normalizeImage } from "./stored-state.ts";

/** Only this provider stores default tags. */
const notOurs = { default_tags: null };

describe("stored state of a provider built on SDKv2", () => {
  test.each<[string, Partial<ImageState>, Partial<ImageState>]>([
    ["an empty instance ID", { instance_id: "" }, { instance_id: null }],
    ["an empty snapshot ID", { snapshot_id: "" }, { snapshot_id: null }],
    ["an empty name", { image_name: "" }, { image_name: null }],
    ["an empty description", { description: "" }, { description: null }],
    [
      "an empty block of timeouts",
      { ...notOurs, timeouts: { create: null, delete: null } },
      { timeouts: null },
    ],
    [
      "zero members of a block",
      { instance_id: "", disk_device_mapping: [{ size: 0, snapshot_id: "" }] },
      { disk_device_mapping: [{ size: null, snapshot_id: null }] },
    ],
  ])("has null for %s", (_what, zero, expected) => {
    expect(normalizeImage(storedImage(zero))).toMatchObject(expected);
  });

  test.each<[string, Partial<ImageState>]>([
    ["an instance", { instance_id: "i-1" }],
    ["a snapshot", { instance_id: "", snapshot_id: "s-1" }],
  ])("loses the blocks that only list the disks of an image made of %s", (_source, source) => {
    const state = storedImage({ ...source, disk_device_mapping: [{ size: 40, snapshot_id: "s-9" }] });
    expect(normalizeImage(state).disk_device_mapping).toEqual([]);
  });

  test("keeps the blocks when no other source is stored", () => {
    const disk_device_mapping = [
      { size: 40, snapshot_id: "s-1" },
      { size: 50, snapshot_id: "s-2" },
    ];
    const state = storedImage({ instance_id: "", snapshot_id: "", disk_device_mapping });
    expect(normalizeImage(state).disk_device_mapping).toEqual(disk_device_mapping);
  });

  test.each<[string, Partial<ImageState>]>([
    ["force = true", { force: true }],
    ["force = false, which a configuration may have", { force: false }],
    ["an empty map of tags, which a configuration may have", { tags: {} }],
    ["timeouts", { timeouts: { create: "1h", delete: null } }],
  ])("keeps %s", (_what, kept) => {
    const expected = storedImage(kept);
    expect(normalizeImage(storedImage({ ...notOurs, ...kept }))).toEqual(expected);
    expect(normalizeImage(expected)).toEqual(expected);
  });
});

test.each<[string, Partial<ImageState>]>([
  ["arguments", { force: true, tags: { a: "1" } }],
  ["an empty block of timeouts, which was configured", { timeouts: { create: null, delete: null } }],
])("state of this provider with %s is not changed", (_what, configured) => {
  const state = storedImage(configured);
  expect(normalizeImage(state)).toEqual(state);
});

describe("a moved block", () => {
  test.each([
    ["alibabacloudstack_image", "aliyun/alibabacloudstack"],
    ["alibabacloudstack_ecs_image", "aliyun/alibabacloudstack"],
    ["alibabacloudstack_image", "alibabacloudstack-community/alibabacloudstack"],
    ["alibabacloudstack_ecs_image", "alibabacloudstack-community/alibabacloudstack"],
    ["alicloud_image", "aliyun/alicloud"],
    ["alicloud_image", "hashicorp/alicloud"],
  ])("may bring %s of %s", (type, provider) => {
    expect(sourcesOf(type, provider)).toHaveLength(1);
  });

  test("may not bring an image of another cloud", () => {
    expect(sourcesOf("alicloud_image", "aliyun/alibabacloudstack")).toEqual([]);
    expect(sourcesOf("aws_ami", "hashicorp/aws")).toEqual([]);
  });

  test("brings all that the service does not report", () => {
    const state = {
      id: "m-1",
      instance_id: "i-1",
      image_name: "golden",
      description: "of gold",
      tags: { a: "1" },
      force: true,
      timeouts: { create: "1h", delete: null },
      disk_device_mapping: [{ size: 40, snapshot_id: "s-1", device: "/dev/xvda", disk_type: "system" }],
    };
    expect(move(state)).toEqual({
      id: "m-1",
      instance_id: "i-1",
      snapshot_id: null,
      image_name: "golden",
      description: "of gold",
      tags: { a: "1" },
      default_tags: {},
      force: true,
      timeouts: { create: "1h", delete: null },
      disk_device_mapping: [{ size: 40, snapshot_id: "s-1" }],
    });
  });

  test.each<[string, JsonValue]>([
    ["zero values", { id: "", instance_id: "", snapshot_id: "", image_name: "", tags: {}, force: false }],
    ["nulls", { id: null, instance_id: null, image_name: null, tags: null, force: null, timeouts: null }],
    [
      "values of other types",
      { id: 1, instance_id: {}, tags: ["a"], force: "true", timeouts: 7, disk_device_mapping: {} },
    ],
    ["nothing", {}],
    ["no object at all", "text"],
  ])("makes nulls of %s", (_what, state) => {
    expect(move(state)).toEqual({
      instance_id: null,
      snapshot_id: null,
      image_name: null,
      description: null,
      tags: null,
      default_tags: {},
      force: null,
      timeouts: null,
      disk_device_mapping: [],
    });
  });

  test.each<[string, { [name: string]: JsonValue }, Partial<ImageState>]>([
    ["the older name of an argument", { name: "golden" }, { image_name: "golden" }],
    ["the newer name where both are stored", { name: "old", image_name: "new" }, { image_name: "new" }],
    [
      "sizes that were stored as text",
      { disk_device_mapping: [{ size: "40" }] },
      { disk_device_mapping: [{ size: 40, snapshot_id: null }] },
    ],
    [
      "no size where it is 0",
      { disk_device_mapping: [{ size: 0 }] },
      { disk_device_mapping: [{ size: null, snapshot_id: null }] },
    ],
    [
      "no size where it is none",
      { disk_device_mapping: [{ size: "big" }] },
      { disk_device_mapping: [{ size: null, snapshot_id: null }] },
    ],
    ["only tags that are texts", { tags: { a: "1", b: null } }, { tags: { a: "1" } }],
  ])("understands %s", (_what, state, expected) => {
    expect(move(state)).toMatchObject(expected);
  });
});

function sourcesOf(type: string, provider: string) {
  return imageMoveSources.filter(
    ({ types, providers }) => types.includes(type) && providers.includes(provider),
  );
}

function move(state: JsonValue): Partial<ImageState> | undefined {
  return sourcesOf("alicloud_image", "aliyun/alicloud")[0]?.move(state, new Diagnostics());
}
