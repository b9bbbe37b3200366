import { describe, expect, it } from "vitest";

import type { Stack } from "../../model/stack.ts";
import {
  addedIds,
  availableImage,
  DATA_SNAPSHOT,
  IMAGE_MS,
  imageOf,
  listOf,
  newStack,
  OTHER_REGION,
  run,
  type Sent,
  SYSTEM_SNAPSHOT,
} from "../../testing/stack.ts";

const copy = (stack: Stack, ImageId: string, sent: Sent = {}) =>
  String(run(stack, "CopyImage", { ImageId, DestinationRegionId: OTHER_REGION, ...sent }).ImageId);
const described = (stack: Stack, ImageId: string) =>
  listOf(run(stack, "DescribeImages", { ImageId, RegionId: OTHER_REGION, Status: "ALL" }).Images, "Image")[0];
const statesOf = (stack: Stack, ids: readonly string[]) =>
  ids.map((id) => described(stack, id)?.Status ?? "gone");
const someImages = (stack: Stack, count: number) =>
  Array.from({ length: count }, () => availableImage(stack));

describe("a copy of an image", () => {
  it("is an image of the same content in the other region, with a name and tags of its own", () => {
    const stack = newStack();
    const source = availableImage(stack, {
      ImageName: "source",
      ImageVersion: "1",
      BootMode: "UEFI",
      ImageFamily: "family",
    });
    const id = copy(stack, source, {
      DestinationImageName: "source",
      DestinationDescription: "a copy",
      "Tag.1.Key": "a",
    });
    stack.clock.advance(IMAGE_MS);
    expect(described(stack, id)).toMatchObject({
      Status: "Available",
      ImageName: "source",
      Description: "a copy",
      ImageVersion: "1",
      ImageFamily: "",
      BootMode: "UEFI",
      IsCopied: true,
      ImageOwnerAlias: "self",
      Tags: { Tag: [{ TagKey: "a", TagValue: "" }] },
    });
    expect(run(stack, "DescribeImages", { ImageId: id })).toMatchObject({ TotalCount: 0 });
  });

  it("has new snapshots in the other region; a disk without a snapshot stays without", () => {
    const stack = newStack();
    const source = availableImage(stack, {
      "DiskDeviceMapping.1.SnapshotId": SYSTEM_SNAPSHOT,
      "DiskDeviceMapping.2.SnapshotId": DATA_SNAPSHOT,
      "DiskDeviceMapping.3.Size": 7,
    });
    const id = copy(stack, source);
    const mappings = imageOf(stack, id).fields.DiskDeviceMappings.DiskDeviceMapping;
    expect(mappings.map(({ Device, Size }) => `${Device} ${Size}`)).toEqual([
      "/dev/xvda 40",
      "/dev/xvdb 100",
      "/dev/xvdc 7",
    ]);
    expect(mappings[2]?.SnapshotId).toBe("");
    const snapshots = () =>
      listOf(
        run(stack, "DescribeSnapshots", {
          RegionId: OTHER_REGION,
          SnapshotIds: JSON.stringify(addedIds(stack).snapshots),
        }).Snapshots,
        "Snapshot",
      );
    expect(snapshots()).toMatchObject([
      { SourceSnapshotId: DATA_SNAPSHOT, SourceDiskType: "data", Status: "progressing", Usage: "image" },
      { SourceSnapshotId: SYSTEM_SNAPSHOT, SourceDiskType: "system", RegionId: OTHER_REGION },
    ]);
    stack.clock.advance(IMAGE_MS);
    expect(snapshots().map(({ Status }) => Status)).toEqual(["accomplished", "accomplished"]);
  });

  it("can be used to run instances and to replace a system disk in its region", () => {
    const stack = newStack();
    const id = copy(stack, availableImage(stack));
    stack.clock.advance(IMAGE_MS);
    const launch = { ImageId: id, RegionId: OTHER_REGION, InstanceType: "ecs.n4.large" };
    const { InstanceId } = run(stack, "CreateInstance", launch);
    stack.clock.advance(IMAGE_MS);
    const replaced = run(stack, "ReplaceSystemDisk", { InstanceId: String(InstanceId), ImageId: id });
    expect(
      run(stack, "DescribeDisks", { InstanceId: String(InstanceId), RegionId: OTHER_REGION }),
    ).toMatchObject({
      TotalCount: 1,
      Disks: { Disk: [{ DiskId: replaced.DiskId, ImageId: id, RegionId: OTHER_REGION }] },
    });
  });

  it("stays in the region of the image where the request names no other", () => {
    const stack = newStack();
    const { ImageId } = run(stack, "CopyImage", { ImageId: availableImage(stack) });
    expect(imageOf(stack, String(ImageId)).regionId).toBe(stack.mainRegionId);
  });

  it("can be encrypted, and a copy of that one is encrypted too", () => {
    const stack = newStack();
    const first = copy(stack, availableImage(stack), { Encrypted: true, KMSKeyId: "key" });
    stack.clock.advance(IMAGE_MS);
    const { ImageId } = run(stack, "CopyImage", { ImageId: first, RegionId: OTHER_REGION });
    const [mapping] = imageOf(stack, String(ImageId)).fields.DiskDeviceMappings.DiskDeviceMapping;
    expect(mapping?.Encrypted).toBe(true);
    expect(stack.snapshots.get(mapping?.SnapshotId ?? "")?.fields).toMatchObject({
      Encrypted: true,
      KMSKeyId: "key",
    });
  });

  it("that is encrypted hands that on to disks, their snapshots and further images", () => {
    const stack = newStack();
    const { ImageId } = run(stack, "CopyImage", { ImageId: availableImage(stack), Encrypted: true });
    stack.clock.advance(IMAGE_MS);
    const sent = { ImageId: String(ImageId), InstanceType: "ecs.n4.large" };
    const { InstanceId } = run(stack, "CreateInstance", sent);
    stack.clock.advance(IMAGE_MS);
    expect(run(stack, "DescribeDisks", { Encrypted: true })).toMatchObject({ TotalCount: 1 });
    const again = availableImage(stack, { InstanceId: String(InstanceId) });
    expect(imageOf(stack, again).fields).toMatchObject({
      DiskDeviceMappings: { DiskDeviceMapping: [{ Encrypted: true }] },
    });
    expect(run(stack, "DescribeSnapshots", { Encrypted: true })).toMatchObject({ TotalCount: 2 });
  });

  it("shows its progress, also for each disk", () => {
    const stack = newStack();
    const id = copy(stack, availableImage(stack));
    stack.clock.advance(IMAGE_MS / 2);
    expect(described(stack, id)).toMatchObject({
      Progress: "50%",
      DiskDeviceMappings: { DiskDeviceMapping: [{ Progress: "50%", RemainTime: 1 }] },
    });
  });
});

describe("the queue of copies into a region", () => {
  it("lets five be made at a time; others are Waiting and begin when one is done", () => {
    const stack = newStack();
    const ids = someImages(stack, 7).map((image) => copy(stack, image));
    expect(statesOf(stack, ids)).toEqual([...Array(5).fill("Creating"), "Waiting", "Waiting"]);
    stack.clock.advance(IMAGE_MS);
    expect(statesOf(stack, ids)).toEqual([...Array(5).fill("Available"), "Creating", "Creating"]);
    stack.clock.advance(IMAGE_MS);
    expect(statesOf(stack, ids)).toEqual(Array(7).fill("Available"));
  });

  it("comes to the same end when time makes one large step", () => {
    const stack = newStack();
    const ids = someImages(stack, 11).map((image) => copy(stack, image));
    stack.clock.advance(2.5 * IMAGE_MS);
    expect(statesOf(stack, ids)).toEqual([...Array(10).fill("Available"), "Creating"]);
    expect(described(stack, ids[10] ?? "")?.Progress).toBe("50%");
  });

  it("moves up when a copy is cancelled, which takes the image and its snapshots away", () => {
    const stack = newStack();
    const ids = someImages(stack, 6).map((image) => copy(stack, image));
    const [first = ""] = ids;
    const [mapping] = imageOf(stack, first).fields.DiskDeviceMappings.DiskDeviceMapping;
    run(stack, "CancelCopyImage", { ImageId: first, RegionId: OTHER_REGION });
    expect(statesOf(stack, ids)).toEqual(["gone", ...Array(5).fill("Creating")]);
    expect(stack.snapshots.has(mapping?.SnapshotId ?? "")).toBe(false);
  });

  it("forgets a copy that is cancelled while it waits", () => {
    const stack = newStack();
    const ids = someImages(stack, 6).map((image) => copy(stack, image));
    run(stack, "CancelCopyImage", { ImageId: ids[5] ?? "", RegionId: OTHER_REGION });
    stack.clock.advance(IMAGE_MS);
    expect(statesOf(stack, ids)).toEqual([...Array(5).fill("Available"), "gone"]);
  });

  it("lets an image be copied again once its copy is done", () => {
    const stack = newStack();
    const source = availableImage(stack);
    copy(stack, source);
    expect(() => copy(stack, source)).toThrowError("cannot be copied concurrently");
    stack.clock.advance(IMAGE_MS);
    expect(copy(stack, source)).toMatch(/^m-/);
  });
});
