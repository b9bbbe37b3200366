import { describe, expect, it } from "vitest";

import type { Stack } from "../../model/stack.ts";
import {
  addedIds,
  availableImage,
  IMAGE_MS,
  imageIds,
  listOf,
  newStack,
  OTHER_REGION,
  run,
  type Sent,
} from "../../testing/stack.ts";

const file = (index: number, OSSObject: string, fields: Sent = {}): Sent =>
  Object.fromEntries(
    Object.entries({ OSSBucket: "bucket", OSSObject, ...fields }).map(([name, value]) => [
      `DiskDeviceMapping.${index}.${name}`,
      value,
    ]),
  );
const importImage = (stack: Stack, sent: Sent = file(1, "disk.qcow2")) => {
  const { ImageId, TaskId } = run(stack, "ImportImage", sent);
  return { ImageId: String(ImageId), TaskId: String(TaskId) };
};
const described = (stack: Stack, ImageId: string) =>
  listOf(run(stack, "DescribeImages", { ImageId, Status: "ALL" }).Images, "Image")[0];
const task = (stack: Stack, TaskId: string) => run(stack, "DescribeTaskAttribute", { TaskId });

describe("an import", () => {
  it("goes from Waiting by way of Creating to Available, and its task from Processing to Finished", () => {
    const stack = newStack();
    const { ImageId, TaskId } = importImage(stack);
    const seen = [0, IMAGE_MS / 4, IMAGE_MS / 4, IMAGE_MS / 2].map((ms) => {
      stack.clock.advance(ms);
      const image = described(stack, ImageId);
      const { TaskStatus, TaskProcess } = task(stack, TaskId);
      return `${image?.Status} ${image?.Progress} ${TaskStatus} ${TaskProcess}`;
    });
    expect(seen).toEqual([
      "Waiting 0% Processing 0%",
      "Creating 0% Processing 25%",
      "Creating 33% Processing 50%",
      "Available 100% Finished 100%",
    ]);
  });

  it("makes one disk of each file, the first of them the system disk, with snapshots of their own", () => {
    const stack = newStack();
    const { ImageId } = importImage(stack, {
      ...file(1, "a/b.vhd", { DiskImageSize: 60 }),
      ...file(2, "no-suffix", { DiskImSize: 10 }),
      ...file(3, "c", { Format: "vmdk" }),
      ImageName: "imported",
      Platform: "Windows Server 2019",
    });
    stack.clock.advance(IMAGE_MS);
    expect(described(stack, ImageId)).toMatchObject({
      ImageName: "imported",
      OSType: "windows",
      Size: 60,
      DiskDeviceMappings: {
        DiskDeviceMapping: [
          { Device: "/dev/xvda", Type: "system", Size: "60", Format: "VHD", ImportOSSObject: "a/b.vhd" },
          { Device: "/dev/xvdb", Type: "data", Size: "10", Format: "RAW", ImportOSSBucket: "bucket" },
          { Device: "/dev/xvdc", Type: "data", Size: "40", Format: "VMDK" },
        ],
      },
    });
    expect(run(stack, "DescribeSnapshots", { Usage: "image" })).toMatchObject({ TotalCount: 3 });
  });

  it("ignores files behind the seventeenth", () => {
    const stack = newStack();
    const files = Array.from({ length: 18 }, (_, index) => file(index + 1, "disk"));
    const { ImageId } = importImage(stack, Object.assign({}, ...files));
    expect(described(stack, ImageId)).toMatchObject({
      DiskDeviceMappings: { DiskDeviceMapping: { length: 17 } },
    });
  });

  it("of a file called broken ends with CreateFailed and a failed task that says why", () => {
    const stack = newStack();
    const { ImageId, TaskId } = importImage(stack, file(1, "broken.raw"));
    stack.clock.advance(IMAGE_MS);
    expect(described(stack, ImageId)?.Status).toBe("CreateFailed");
    expect(task(stack, TaskId)).toMatchObject({
      TaskStatus: "Failed",
      FailedCount: 1,
      SuccessCount: 0,
      OperationProgressSet: {
        OperationProgress: [{ OperationStatus: "Failed", ErrorCode: "ImportImageFailed" }],
      },
    });
    expect(addedIds(stack).snapshots).toEqual([]);
    expect(run(stack, "DeleteImage", { ImageId })).toEqual({});
  });

  it("is undone by CancelTask: the image and its snapshots are gone", () => {
    const stack = newStack();
    const { ImageId, TaskId } = importImage(stack);
    stack.clock.advance(IMAGE_MS / 2);
    run(stack, "CancelTask", { TaskId });
    expect(imageIds(stack, { ImageId, Status: "ALL" })).toEqual([]);
    expect(addedIds(stack).snapshots).toEqual([]);
    stack.clock.advance(IMAGE_MS);
    expect(task(stack, TaskId)).toMatchObject({ TaskStatus: "Deleted", SupportCancel: "false" });
  });

  it("is UEFI for arm64 unless it says otherwise", () => {
    const stack = newStack();
    const { ImageId } = importImage(stack, { ...file(1, "disk"), Architecture: "arm64" });
    expect(described(stack, ImageId)?.BootMode).toBe("UEFI");
  });
});

describe("an export", () => {
  const exportImage = (stack: Stack, ImageId: string, sent: Sent = {}) =>
    String(run(stack, "ExportImage", { ImageId, OSSBucket: "bucket", ...sent }).TaskId);

  it("keeps the image from being deleted until it is done", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    exportImage(stack, ImageId);
    expect(() => run(stack, "DeleteImage", { ImageId })).toThrowError("currently being exported");
    stack.clock.advance(IMAGE_MS);
    expect(run(stack, "DeleteImage", { ImageId })).toEqual({});
  });

  it("names what it wrote after prefix, image and task", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    const TaskId = exportImage(stack, ImageId, { OSSPrefix: "mine", ImageFormat: "QCOW2" });
    expect(task(stack, TaskId).OperationProgressSet).toEqual({ OperationProgress: [] });
    stack.clock.advance(IMAGE_MS);
    expect(task(stack, TaskId)).toMatchObject({
      TaskAction: "ExportImage",
      SuccessCount: 1,
      TotalCount: 1,
      OperationProgressSet: {
        OperationProgress: [
          {
            OperationStatus: "Success",
            RelatedItemSet: {
              RelatedItem: [
                { Name: "OSSBucket", Value: "bucket" },
                { Name: "OSSObject", Value: `mine_${ImageId}_${TaskId}.qcow2` },
                { Name: "ImageFormat", Value: "QCOW2" },
              ],
            },
          },
        ],
      },
    });
  });

  it("can be cancelled; the image stays and can be exported again", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    run(stack, "CancelTask", { TaskId: exportImage(stack, ImageId) });
    expect(imageIds(stack, { ImageId })).toEqual([ImageId]);
    expect(exportImage(stack, ImageId)).toBe("t-local00000000000002");
  });
});

describe("DescribeTasks", () => {
  it.each<[Sent, string[]]>([
    [{}, ["t-local00000000000003", "t-local00000000000002", "t-local00000000000001"]],
    [{ TaskIds: "t-local00000000000001,t-unknown" }, ["t-local00000000000001"]],
    [{ TaskAction: "ExportImage" }, ["t-local00000000000002"]],
    [{ TaskStatus: "Processing" }, ["t-local00000000000003"]],
    [{ "ResourceIds.1": "m-local00000000000001" }, ["t-local00000000000002", "t-local00000000000001"]],
    [{ StartTime: "2026-01-01T00:00:04Z" }, ["t-local00000000000003"]],
    [{ EndTime: "2026-01-01T00:00:00Z" }, ["t-local00000000000001"]],
    [{ TaskGroupId: "g" }, []],
    [{ RegionId: OTHER_REGION }, []],
  ])("finds tasks by %j, newest first", (sent, expected) => {
    const stack = newStack();
    const { ImageId } = importImage(stack);
    stack.clock.advance(IMAGE_MS);
    run(stack, "ExportImage", { ImageId, OSSBucket: "bucket" });
    stack.clock.advance(IMAGE_MS);
    importImage(stack);
    const found = listOf(run(stack, "DescribeTasks", sent).TaskSet, "Task");
    expect(found.map(({ TaskId }) => TaskId)).toEqual(expected);
  });
});
