import { describe, expect, it } from "vitest";
import type { Stack } from "../../model/stack.ts";
import {
  availableImage,
  DATA_SNAPSHOT,
  IMAGE_MS,
  listOf,
  newStack,
  OTHER_REGION,
  RUNNING,
  run,
  SYSTEM_SNAPSHOT,
} from "../../testing/stack.ts";

type Row = ReturnType<typeof listOf>[number];

const imageIn = (stack: Stack, ImageId: unknown, RegionId?: string) => {
  const sent = { ImageId: String(ImageId), Status: "ALL", ...(RegionId && { RegionId }) };
  return listOf(run(stack, "DescribeImages", sent).Images, "Image")[0];
};
const mappingsOf = (image: Row | undefined) => listOf(image?.DiskDeviceMappings, "DiskDeviceMapping");
const snapshotsOf = (stack: Stack, mappings: readonly Row[]) => {
  const SnapshotIds = JSON.stringify(mappings.map((mapping) => mapping.SnapshotId));
  return listOf(run(stack, "DescribeSnapshots", { SnapshotIds }).Snapshots, "Snapshot");
};

// What an import of an image needs in order to find out what the image was made from.
describe("the source of an image", () => {
  it("that is an instance can be found: image, snapshots made for it, disks, instance", () => {
    const stack = newStack();
    const { ImageId } = run(stack, "CreateImage", { InstanceId: RUNNING });
    stack.clock.advance(IMAGE_MS);
    const image = imageIn(stack, ImageId);
    expect(image).toMatchObject({ IsCopied: false, CreationTime: expect.any(String) });
    const snapshots = snapshotsOf(stack, mappingsOf(image));
    expect(snapshots.map((snapshot) => snapshot.SourceDiskType).sort()).toEqual(["data", "system"]);
    for (const snapshot of snapshots) {
      expect(snapshot.SnapshotName).toBe(`SnapshotForImage-${ImageId}`);
      const DiskIds = JSON.stringify([snapshot.SourceDiskId]);
      const disks = listOf(run(stack, "DescribeDisks", { DiskIds }).Disks, "Disk");
      expect(disks).toMatchObject([{ DiskId: snapshot.SourceDiskId, InstanceId: RUNNING }]);
    }
  });

  it("that is a snapshot is in the mapping of the system disk", () => {
    const stack = newStack();
    const image = imageIn(stack, availableImage(stack));
    expect(image?.IsCopied).toBe(false);
    expect(mappingsOf(image)).toMatchObject([{ Type: "system", SnapshotId: SYSTEM_SNAPSHOT }]);
  });

  it("that is a list of snapshots is in the mappings", () => {
    const stack = newStack();
    const { ImageId } = run(stack, "CreateImage", {
      "DiskDeviceMapping.1.SnapshotId": SYSTEM_SNAPSHOT,
      "DiskDeviceMapping.2.SnapshotId": DATA_SNAPSHOT,
    });
    expect(mappingsOf(imageIn(stack, ImageId)).map((mapping) => mapping.SnapshotId)).toEqual([
      SYSTEM_SNAPSHOT,
      DATA_SNAPSHOT,
    ]);
  });

  it("makes an image a copy only when it was copied, and not when it was made from a copy", () => {
    const stack = newStack();
    const original = availableImage(stack);
    const { ImageId: copy } = run(stack, "CopyImage", {
      ImageId: original,
      DestinationRegionId: OTHER_REGION,
    });
    const imported = run(stack, "ImportImage", {
      "DiskDeviceMapping.1.OSSBucket": "bucket",
      "DiskDeviceMapping.1.OSSObject": "disk.raw",
    }).ImageId;
    stack.clock.advance(IMAGE_MS);
    const instance = run(stack, "CreateInstance", {
      RegionId: OTHER_REGION,
      ImageId: String(copy),
      InstanceType: "ecs.n4.large",
    }).InstanceId;
    stack.clock.advance(IMAGE_MS);
    const fromCopy = run(stack, "CreateImage", {
      RegionId: OTHER_REGION,
      InstanceId: String(instance),
    }).ImageId;
    const isCopied = (id: unknown, region?: string) => imageIn(stack, id, region)?.IsCopied;
    expect([
      isCopied(original),
      isCopied(imported),
      isCopied(copy, OTHER_REGION),
      isCopied(fromCopy, OTHER_REGION),
    ]).toEqual([false, false, true, false]);
  });
});
