import { describe, expect, it } from "vitest";

import { addSeeds } from "../../model/seed.ts";
import type { Stack } from "../../model/stack.ts";
import {
  allowConcurrentSnapshots,
  availableImage,
  creatingImage,
  DELETE_MS,
  IMAGE_MS,
  imageIds,
  newStack,
  OTHER_REGION,
  RUNNING,
  run,
} from "../../testing/stack.ts";

const limitImages = (stack: Stack, imagesPerRegion: number) => {
  stack.quotas = { ...stack.quotas, imagesPerRegion };
};

describe("the quota of images", () => {
  it("counts own images of any status in one region, and frees the place of one that is gone", () => {
    const stack = newStack();
    limitImages(stack, 2);
    const ImageId = availableImage(stack);
    creatingImage(stack);
    expect(() => creatingImage(stack)).toThrowError("The number of images exceeds the limit (2).");
    run(stack, "DeleteImage", { ImageId });
    expect(() => creatingImage(stack)).toThrowError("exceeds the limit");
    stack.clock.advance(DELETE_MS);
    expect(creatingImage(stack)).toMatch(/^m-/);
  });

  it("counts a copy in the region it goes to", () => {
    const stack = newStack();
    limitImages(stack, 1);
    const ImageId = availableImage(stack);
    expect(run(stack, "CopyImage", { ImageId, DestinationRegionId: OTHER_REGION })).toHaveProperty("ImageId");
    expect(() => run(stack, "CopyImage", { ImageId })).toThrowError();
  });
});

describe("the quota of snapshots in progress", () => {
  it("lets an instance be made into several images at once unless it is set to one", () => {
    const stack = newStack();
    for (let count = 0; count < 3; count += 1) run(stack, "CreateImage", { InstanceId: RUNNING });
    allowConcurrentSnapshots(stack, 3);
    expect(() => run(stack, "CreateImage", { InstanceId: RUNNING })).toThrowError(
      "for the disk d-local00000000000001 has exceeded the concurrent quota (3)",
    );
    allowConcurrentSnapshots(stack, 1);
    expect(() => run(stack, "CreateImage", { InstanceId: RUNNING })).toThrowError(
      "A previous snapshot creation",
    );
    stack.clock.advance(IMAGE_MS);
    expect(run(stack, "CreateImage", { InstanceId: RUNNING })).toHaveProperty("ImageId");
  });
});

describe("a call", () => {
  const cpuMsOf = (work: () => void) => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  /** The work of some calls on a stack with that many images, snapshots and instances, all of them in the making. */
  const workWith = (count: number) => {
    const stack = newStack();
    addSeeds(stack, { instances: count, snapshots: 0, images: 0 });
    for (let index = 0; index < count; index += 1) run(stack, "CreateImage", { InstanceId: RUNNING });
    return cpuMsOf(() => {
      for (let index = 0; index < 500; index += 1) {
        const { ImageId } = run(stack, "CreateImage", { InstanceId: RUNNING, ImageName: `image-${index}` });
        run(stack, "DescribeImages", { ImageId: String(ImageId), Status: "Creating" });
      }
    });
  };

  it("takes as long on a stack with ten thousand images as on one with a hundred", () => {
    workWith(100);
    const [few, many] = [workWith(100), workWith(10_000)];
    // A look at each image in every call would cost seconds.
    expect(many).toBeLessThan(few * 3 + 100);
  });
});

describe("eventual consistency", () => {
  it("shows an image, its changes and its end only after the lag, and never keeps a writer from it", () => {
    const stack = newStack();
    stack.consistencyLagMs = 100;
    const ImageId = creatingImage(stack, { ImageName: "before" });
    const seen = () => imageIds(stack, { ImageId, Status: "ALL" });
    expect(seen()).toEqual([]);
    run(stack, "TagResources", {
      ResourceType: "image",
      "ResourceId.1": ImageId,
      "Tag.1.Key": "a",
      "Tag.1.Value": "",
    });
    stack.clock.advance(100);
    expect(seen()).toEqual([ImageId]);
    stack.clock.advance(IMAGE_MS - 100);
    expect(imageIds(stack, { ImageId })).toEqual([]);
    stack.clock.advance(100);
    expect(imageIds(stack, { ImageId })).toEqual([ImageId]);
    run(stack, "ModifyImageAttribute", { ImageId, ImageName: "after" });
    expect(imageIds(stack, { ImageName: "before" })).toEqual([ImageId]);
    run(stack, "DeleteImage", { ImageId });
    stack.clock.advance(DELETE_MS + 99);
    expect(seen()).toEqual([ImageId]);
    stack.clock.advance(1);
    expect(seen()).toEqual([]);
  });
});
