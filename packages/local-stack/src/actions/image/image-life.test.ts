import { describe, expect, it } from "vitest";

import { imageInUse } from "../../testing/error-cases/images.ts";
import {
  availableImage,
  DELETE_MS,
  imageIds,
  imageOf,
  newStack,
  patchImage,
  RUNNING,
  run,
  SYSTEM_SNAPSHOT,
} from "../../testing/stack.ts";

describe("ModifyImageAttribute", () => {
  it("changes what is given and keeps the rest", () => {
    const stack = newStack();
    const ImageId = availableImage(stack, { ImageName: "before", Description: "kept", ImageFamily: "kept" });
    run(stack, "ModifyImageAttribute", { ImageId, ImageName: "after", "Features.NvmeSupport": "supported" });
    expect(imageOf(stack, ImageId).fields).toMatchObject({
      ImageName: "after",
      Description: "kept",
      ImageFamily: "kept",
      Features: { ImdsSupport: "v1", NvmeSupport: "supported" },
    });
  });

  it("cannot clear a description", () => {
    const stack = newStack();
    const ImageId = availableImage(stack, { Description: "kept" });
    run(stack, "ModifyImageAttribute", { ImageId, Description: "" });
    expect(imageOf(stack, ImageId).fields.Description).toBe("kept");
  });

  it("deprecates an image and brings it back", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    run(stack, "ModifyImageAttribute", { ImageId, Status: "Deprecated" });
    expect(imageIds(stack, { ImageId })).toEqual([]);
    run(stack, "ModifyImageAttribute", { ImageId, Status: "Available" });
    expect(imageIds(stack, { ImageId })).toEqual([ImageId]);
  });

  it("refuses BIOS for an arm64 image", () => {
    const stack = newStack();
    const ImageId = availableImage(stack, { BootMode: "UEFI" });
    patchImage(stack, ImageId, { Architecture: "arm64" });
    expect(() => run(stack, "ModifyImageAttribute", { ImageId, BootMode: "BIOS" })).toThrowError("BootMode");
  });
});

describe("DeleteImage", () => {
  it("is accepted at once; the image is UnAvailable and then gone, and its snapshot stays", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    run(stack, "DeleteImage", { ImageId });
    stack.clock.advance(DELETE_MS - 1);
    expect(imageIds(stack, { ImageId, Status: "UnAvailable" })).toEqual([ImageId]);
    stack.clock.advance(1);
    expect(imageIds(stack, { ImageId, Status: "ALL" })).toEqual([]);
    expect(stack.snapshots.has(SYSTEM_SNAPSHOT)).toBe(true);
  });

  it("of an image that is being deleted changes nothing", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    run(stack, "DeleteImage", { ImageId });
    stack.clock.advance(DELETE_MS / 2);
    run(stack, "DeleteImage", { ImageId });
    stack.clock.advance(DELETE_MS / 2);
    expect(imageIds(stack, { ImageId, Status: "ALL" })).toEqual([]);
  });

  it("with Force takes an image that is in use; its instance stays", () => {
    const stack = newStack();
    const { ImageId } = imageInUse(stack);
    run(stack, "DeleteImage", { ImageId, Force: true });
    stack.clock.advance(DELETE_MS);
    expect(imageIds(stack, { ImageId, Status: "ALL" })).toEqual([]);
    expect(run(stack, "DescribeInstances", { ImageId })).toMatchObject({ TotalCount: 1 });
  });

  it("takes an image whose creation failed", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    patchImage(stack, ImageId, { Status: "CreateFailed" });
    expect(run(stack, "DeleteImage", { ImageId })).toEqual({});
  });

  it("frees an image for deletion when its last instance is gone", () => {
    const stack = newStack();
    const { ImageId } = imageInUse(stack);
    expect(() => run(stack, "DeleteImage", { ImageId })).toThrowError("used to create instances");
    run(stack, "DeleteInstance", { InstanceId: "i-local00000000000003", Force: true });
    expect(run(stack, "DeleteImage", { ImageId })).toEqual({});
  });
});

describe("tags", () => {
  const image = (ImageId: string) => ({ ResourceType: "image", "ResourceId.1": ImageId });
  const tagsOf = (stack: ReturnType<typeof newStack>, ImageId: string) =>
    imageOf(stack, ImageId).fields.Tags.Tag.map(({ TagKey, TagValue }) => `${TagKey}=${TagValue}`);

  it("are set, overwritten in place and removed by key", () => {
    const stack = newStack();
    const ImageId = availableImage(stack, { "Tag.1.Key": "a", "Tag.1.Value": "1", "Tag.2.Key": "b" });
    run(stack, "TagResources", {
      ...image(ImageId),
      "Tag.1.Key": "c",
      "Tag.1.Value": "3",
      "Tag.2.Key": "a",
      "Tag.2.Value": "2",
    });
    expect(tagsOf(stack, ImageId)).toEqual(["a=2", "b=", "c=3"]);
    run(stack, "UntagResources", { ...image(ImageId), "TagKey.1": "a", "TagKey.2": "none" });
    expect(tagsOf(stack, ImageId)).toEqual(["b=", "c=3"]);
  });

  it("of the system stay when a user removes all tags", () => {
    const stack = newStack();
    const ImageId = availableImage(stack, { "Tag.1.Key": "a" });
    const system = { TagKey: "acs:rm:rgId", TagValue: "rg-1" };
    const { Tags } = imageOf(stack, ImageId).fields;
    patchImage(stack, ImageId, { Tags: { Tag: [...Tags.Tag, system] } });
    run(stack, "UntagResources", { ...image(ImageId), All: true });
    expect(tagsOf(stack, ImageId)).toEqual(["acs:rm:rgId=rg-1"]);
  });

  it("can be changed while the image is being made", () => {
    const stack = newStack();
    const ImageId = String(run(stack, "CreateImage", { SnapshotId: SYSTEM_SNAPSHOT }).ImageId);
    run(stack, "TagResources", { ...image(ImageId), "Tag.1.Key": "a", "Tag.1.Value": "" });
    expect(tagsOf(stack, ImageId)).toEqual(["a="]);
  });

  it("are listed by resource, by tag and by pattern", () => {
    const stack = newStack();
    const first = availableImage(stack, { "Tag.1.Key": "env", "Tag.1.Value": "prod" });
    const second = availableImage(stack, { "Tag.1.Key": "env", "Tag.1.Value": "test" });
    const list = (sent: Record<string, string>) =>
      run(stack, "ListTagResources", { ResourceType: "image", ...sent }).TagResources;
    const row = (ResourceId: string, TagValue: string) => ({
      ResourceId,
      ResourceType: "image",
      TagKey: "env",
      TagValue,
    });
    expect(list({ "ResourceId.1": first })).toEqual({ TagResource: [row(first, "prod")] });
    expect(list({ "ResourceId.1": "m-unknown" })).toEqual({ TagResource: [] });
    expect(list({ "Tag.1.Key": "env", "Tag.1.Value": "test" })).toEqual({
      TagResource: [row(second, "test")],
    });
    expect(list({ "TagFilter.1.TagKey": "e*", "TagFilter.1.TagValues.1": "p*" })).toEqual({
      TagResource: [row(first, "prod")],
    });
  });

  it("are listed in pages of fifty rows", () => {
    const stack = newStack();
    for (let index = 0; index < 51; index += 1) availableImage(stack, { "Tag.1.Key": "a" });
    const list = (NextToken: string) =>
      run(stack, "ListTagResources", { ResourceType: "image", "Tag.1.Key": "a", NextToken });
    const first = list("");
    expect(first).toMatchObject({ TagResources: { TagResource: { length: 50 } } });
    expect(list(String(first.NextToken))).toMatchObject({
      NextToken: "",
      TagResources: { TagResource: { length: 1 } },
    });
    expect(() => list("nonsense")).toThrowError("NextToken is not valid");
  });

  it("can be set on instances, disks and snapshots too", () => {
    const stack = newStack();
    for (const [ResourceType, id] of [
      ["instance", RUNNING],
      ["disk", "d-local00000000000001"],
      ["snapshot", SYSTEM_SNAPSHOT],
    ] as const) {
      run(stack, "TagResources", { ResourceType, "ResourceId.1": id, "Tag.1.Key": "a", "Tag.1.Value": "b" });
      expect(run(stack, "ListTagResources", { ResourceType, "Tag.1.Key": "a" })).toMatchObject({
        TagResources: { TagResource: [{ ResourceId: id, TagValue: "b" }] },
      });
    }
  });
});
