import { describe, expect, it } from "vitest";

import type { Stack } from "../../model/stack.ts";
import {
  availableImage,
  IMAGE_MS,
  listOf,
  newStack,
  patchImage,
  run,
  STOPPED,
  SYSTEM_IMAGE,
  SYSTEM_SNAPSHOT,
} from "../../testing/stack.ts";

const replace = (stack: Stack, ImageId: string, sent = {}) =>
  String(run(stack, "ReplaceSystemDisk", { InstanceId: STOPPED, ImageId, ...sent }).DiskId);
const disks = (stack: Stack) => listOf(run(stack, "DescribeDisks", { InstanceId: STOPPED }).Disks, "Disk");

describe("ReplaceSystemDisk", () => {
  it("gives the instance a new disk from the image in place of the old one", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    const old = disks(stack)[0]?.DiskId;
    const DiskId = replace(stack, ImageId);
    expect(DiskId).not.toBe(old);
    expect(disks(stack)).toMatchObject([
      { DiskId, Type: "system", Device: "/dev/xvda", Size: 40, ImageId, SourceSnapshotId: SYSTEM_SNAPSHOT },
    ]);
    expect(run(stack, "DescribeInstances", { ImageId })).toMatchObject({ TotalCount: 1 });
  });

  it("makes the image one that is in use, and the one before free", () => {
    const stack = newStack();
    const [first, second] = [availableImage(stack), availableImage(stack)];
    replace(stack, first);
    replace(stack, second);
    expect(run(stack, "DeleteImage", { ImageId: first })).toEqual({});
    expect(() => run(stack, "DeleteImage", { ImageId: second })).toThrowError("used to create instances");
  });

  it("keeps the snapshots of the old disk", () => {
    const stack = newStack();
    const { SnapshotId } = run(stack, "CreateSnapshot", { DiskId: "d-local00000000000003" });
    stack.clock.advance(IMAGE_MS);
    replace(stack, SYSTEM_IMAGE);
    expect(stack.snapshots.has(String(SnapshotId))).toBe(true);
  });

  it("hands the image's operating system on to images of the instance", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    patchImage(stack, ImageId, { Platform: "Ubuntu", OSType: "linux" });
    replace(stack, ImageId);
    const made = availableImage(stack, { InstanceId: STOPPED });
    expect(stack.images.get(made)?.fields.Platform).toBe("Ubuntu");
  });

  it.each([
    [undefined, 40],
    [40, 40],
    [2048, 2048],
  ])("with a size of %s GiB makes a disk of %i", (size, expected) => {
    const stack = newStack();
    replace(stack, SYSTEM_IMAGE, size === undefined ? {} : { "SystemDisk.Size": size });
    expect(disks(stack)).toMatchObject([{ Size: expected }]);
  });

  it("with a client token that was used before makes no second disk", () => {
    const stack = newStack();
    const first = replace(stack, SYSTEM_IMAGE, { ClientToken: "token" });
    expect(replace(stack, SYSTEM_IMAGE, { ClientToken: "token" })).toBe(first);
  });
});

describe("DescribeImageFromFamily", () => {
  const find = (stack: Stack, ImageFamily: string) =>
    run(stack, "DescribeImageFromFamily", { ImageFamily }).Image;

  it("gives the newest Available image; one that is not yet or no longer Available does not count", () => {
    const stack = newStack();
    availableImage(stack, { ImageFamily: "fam" });
    const newest = availableImage(stack, { ImageFamily: "fam" });
    const deprecated = availableImage(stack, { ImageFamily: "fam" });
    run(stack, "ModifyImageAttribute", { ImageId: deprecated, Status: "Deprecated" });
    run(stack, "CreateImage", { SnapshotId: SYSTEM_SNAPSHOT, ImageFamily: "fam" });
    expect(find(stack, "fam")).toMatchObject({ ImageId: newest, ImageFamily: "fam" });
  });

  it("follows an image into another family", () => {
    const stack = newStack();
    const ImageId = availableImage(stack, { ImageFamily: "one" });
    run(stack, "ModifyImageAttribute", { ImageId, ImageFamily: "two" });
    expect(find(stack, "one")).toEqual({});
    expect(find(stack, "two")).toMatchObject({ ImageId });
  });

  it("gives an empty object where there is no such family", () => {
    expect(find(newStack(), "none")).toEqual({});
  });
});

describe("DescribeImageSupportInstanceTypes", () => {
  const families = (stack: Stack, sent = {}) =>
    listOf(run(stack, "DescribeImageSupportInstanceTypes", sent).InstanceTypes, "InstanceType").map(
      (type) => type.InstanceTypeFamily,
    );

  it("depends on the architecture of the image", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    expect(new Set(families(stack, { ImageId }))).toEqual(new Set(["ecs.n4"]));
    patchImage(stack, ImageId, { Architecture: "arm64" });
    expect(new Set(families(stack, { ImageId }))).toEqual(new Set(["ecs.g6r"]));
  });

  it("tells cores and GiB of each type", () => {
    expect(run(newStack(), "DescribeImageSupportInstanceTypes")).toMatchObject({
      ImageId: "",
      InstanceTypes: {
        InstanceType: [{}, { InstanceTypeId: "ecs.n4.large", CpuCoreCount: 2, MemorySize: 8 }, {}],
      },
    });
  });
});
