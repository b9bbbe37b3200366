import { describe, expect, it } from "vitest";
import { availableImage, IMAGE_MS, imageOf, newStack, OTHER_REGION, RUNNING, run } from "../testing/stack.ts";
import { StackClock } from "./clock.ts";
import { Stack } from "./stack.ts";
import { clearStack, exportStack, importStack, type StackData } from "./stack-data.ts";

/** The stack as another process finds it again. */
function restarted(stack: Stack): Stack {
  // The parsing edge: it is what exportStack gave.
  const data = JSON.parse(JSON.stringify(exportStack(stack))) as StackData;
  const nowMs = stack.clock.nowMs();
  const again = new Stack(
    stack.mainRegionId,
    stack.durations,
    new StackClock(() => nowMs - data.clockOffsetMs),
  );
  importStack(again, data);
  return again;
}

const statusOf = (stack: Stack, id: unknown) => {
  stack.processDueEvents();
  return imageOf(stack, String(id)).fields.Status;
};

describe("a stack that was saved and loaded", () => {
  it("holds the same as before", () => {
    const stack = newStack();
    availableImage(stack, { ImageName: "named", ImageFamily: "family" });
    run(stack, "AssumeRole", { RoleArn: "acs:ram::1:role/r", RoleSessionName: "session" });
    run(stack, "ImportImage", {
      "DiskDeviceMapping.1.OSSBucket": "bucket",
      "DiskDeviceMapping.1.OSSObject": "o",
    });
    expect(exportStack(restarted(stack))).toEqual(exportStack(stack));
  });

  it("goes on with images, tasks and snapshots that were in progress", () => {
    const before = newStack();
    const created = run(before, "CreateImage", { InstanceId: RUNNING });
    const imported = run(before, "ImportImage", {
      "DiskDeviceMapping.1.OSSBucket": "bucket",
      "DiskDeviceMapping.1.OSSObject": "o",
    });
    before.clock.advance(IMAGE_MS / 2);
    before.processDueEvents();
    const stack = restarted(before);
    expect(statusOf(stack, created.ImageId)).toBe("Creating");
    stack.clock.advance(IMAGE_MS / 2);
    expect([statusOf(stack, created.ImageId), statusOf(stack, imported.ImageId)]).toEqual([
      "Available",
      "Available",
    ]);
    expect(run(stack, "DescribeTasks", { TaskStatus: "Finished" })).toMatchObject({ TotalCount: 1 });
    expect(run(stack, "DescribeSnapshots", { Status: "accomplished" })).toMatchObject({ TotalCount: 5 });
  });

  it("goes on with instances and deletions", () => {
    const before = newStack();
    const ImageId = availableImage(before);
    run(before, "StopInstance", { InstanceId: RUNNING });
    run(before, "DeleteImage", { ImageId });
    const stack = restarted(before);
    stack.clock.advance(IMAGE_MS);
    expect(run(stack, "DescribeInstances", { Status: "Stopped" })).toMatchObject({ TotalCount: 2 });
    expect(stack.images.has(ImageId)).toBe(false);
  });

  it("goes on with the queue of copies", () => {
    const before = newStack();
    const ids = Array.from({ length: 6 }, () => availableImage(before)).map(
      (ImageId) => run(before, "CopyImage", { ImageId, DestinationRegionId: OTHER_REGION }).ImageId,
    );
    const stack = restarted(before);
    expect(ids.map((id) => statusOf(stack, id))).toEqual([...Array(5).fill("Creating"), "Waiting"]);
    stack.clock.advance(IMAGE_MS);
    expect(statusOf(stack, ids[5])).toBe("Creating");
    stack.clock.advance(IMAGE_MS);
    expect(statusOf(stack, ids[5])).toBe("Available");
  });

  it("still knows names, uses and families", () => {
    const before = newStack();
    const ImageId = availableImage(before, { ImageName: "named", ImageFamily: "family" });
    run(before, "RunInstances", { ImageId, InstanceType: "ecs.n4.large" });
    const stack = restarted(before);
    expect(() => availableImage(stack, { ImageName: "named" })).toThrowError("already in use");
    expect(() => run(stack, "DeleteImage", { ImageId })).toThrowError("used to create instances");
    expect(run(stack, "DescribeImageFromFamily", { ImageFamily: "family" })).toMatchObject({
      Image: { ImageId },
    });
  });
});

describe("a stack that is cleared", () => {
  it("has nothing left, and nothing happens by itself any more", () => {
    const stack = newStack();
    run(stack, "CreateImage", { InstanceId: RUNNING });
    clearStack(stack);
    stack.clock.advance(IMAGE_MS);
    stack.processDueEvents();
    expect(exportStack(stack)).toMatchObject({ images: [], snapshots: [], tasks: [], credentials: [] });
  });
});
