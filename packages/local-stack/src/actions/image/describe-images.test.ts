import { describe, expect, it } from "vitest";

import { addSeeds } from "../../model/seed.ts";
import type { Stack } from "../../model/stack.ts";
import { imageInUse } from "../../testing/error-cases/images.ts";
import {
  availableImage,
  creatingImage,
  IMAGE_MS,
  imageIds,
  imageOf,
  newStack,
  OTHER_REGION,
  REGION,
  RUNNING,
  run,
  type Sent,
  SYSTEM_SNAPSHOT,
} from "../../testing/stack.ts";

const SYSTEM_IMAGE = "m-local0000000000system";

/** A stack with an image of the account in every way an image can differ; gives their IDs by name. */
function stackOfImages() {
  const stack = newStack();
  const tagged = availableImage(stack, {
    ImageName: "tagged",
    "Tag.1.Key": "env",
    "Tag.1.Value": "prod",
    "Tag.2.Key": "os",
    "Tag.2.Value": "",
  });
  const grouped = availableImage(stack, {
    ImageName: "grouped",
    ResourceGroupId: "rg-1",
    ImageFamily: "fam",
  });
  const windows = availableImage(stack, {
    ImageName: "windows",
    SnapshotId: "",
    "DiskDeviceMapping.1.SnapshotId": "s-local00000000000002",
    "DiskDeviceMapping.1.DiskType": "system",
    Platform: "Windows Server 2022",
    Architecture: "arm64",
  });
  const used = imageInUse(stack).ImageId;
  const old = availableImage(stack, { ImageName: "old" });
  run(stack, "ModifyImageAttribute", { ImageId: old, Status: "Deprecated" });
  stack.clock.advance(60_000);
  const ofInstance = String(run(stack, "CreateImage", { InstanceId: RUNNING }).ImageId);
  stack.clock.advance(IMAGE_MS);
  const creating = creatingImage(stack, { ImageName: "creating" });
  return { stack, tagged, grouped, windows, used, old, ofInstance, creating };
}

type Images = ReturnType<typeof stackOfImages>;

describe("DescribeImages", () => {
  it("without filters gives system and own images that are Available, newest first", () => {
    const { stack, ...ids } = stackOfImages();
    expect(imageIds(stack)).toEqual([
      ids.ofInstance,
      ids.used,
      ids.windows,
      ids.grouped,
      ids.tagged,
      SYSTEM_IMAGE,
    ]);
  });

  it.each<[string, Sent, (images: Images) => string[]]>([
    ["a name", { ImageName: "tagged" }, (i) => [i.tagged]],
    ["a pattern", { ImageName: "*ed" }, (i) => [i.grouped, i.tagged]],
    ["part of a name, which is not the name", { ImageName: "tag" }, () => []],
    ["a family", { ImageFamily: "fam" }, (i) => [i.grouped]],
    ["the owner system", { ImageOwnerAlias: "system" }, () => [SYSTEM_IMAGE]],
    ["the owner others", { ImageOwnerAlias: "others" }, () => []],
    ["one status", { Status: "Deprecated" }, (i) => [i.old]],
    ["several statuses", { Status: "Creating,Deprecated" }, (i) => [i.creating, i.old]],
    ["a resource group", { ResourceGroupId: "rg-1" }, (i) => [i.grouped]],
    ["an operating system", { OSType: "windows" }, (i) => [i.windows]],
    ["an architecture", { Architecture: "arm64" }, (i) => [i.windows]],
    ["a snapshot", { SnapshotId: "s-local00000000000004" }, (i) => [i.ofInstance]],
    ["being used", { Usage: "instance" }, (i) => [i.used, SYSTEM_IMAGE]],
    ["what cannot be used", { Status: "ALL", Usable: false }, (i) => [i.creating]],
    ["a tag", { "Tag.1.Key": "env", "Tag.1.Value": "prod" }, (i) => [i.tagged]],
    ["a tag in the old spelling", { "Tag.1.key": "env", "Tag.1.value": "prod" }, (i) => [i.tagged]],
    ["a tag key alone", { "Tag.1.Key": "os" }, (i) => [i.tagged]],
    ["another value of a tag", { "Tag.1.Key": "env", "Tag.1.Value": "test" }, () => []],
    ["two tags, both needed", { "Tag.1.Key": "env", "Tag.2.Key": "none" }, () => []],
    [
      "a time of creation",
      { "Filter.1.Key": "CreationStartTime", "Filter.1.Value": "2026-01-01T00:01Z" },
      (i) => [i.ofInstance],
    ],
    [
      "an end of creation",
      { "Filter.1.Key": "CreationEndTime", "Filter.1.Value": "2026-01-01T00:00Z" },
      (i) => [i.tagged, SYSTEM_IMAGE],
    ],
    ["no cloud-init", { IsSupportCloudinit: false }, () => []],
  ])("finds images by %s", (_name, sent, expected) => {
    const images = stackOfImages();
    const found = imageIds(images.stack, sent);
    expect(found).toEqual(expected(images));
  });

  it("gives all images whatever their status for ALL", () => {
    const { stack } = stackOfImages();
    expect(imageIds(stack, { Status: "ALL" })).toHaveLength(
      [...stack.images.values()].filter((image) => image.regionId === REGION).length,
    );
  });

  it("gives those of the IDs that are there, newest first, without an error for others", () => {
    const { stack, tagged, grouped } = stackOfImages();
    expect(imageIds(stack, { ImageId: `${tagged},m-unknown,${grouped},${tagged}` })).toEqual([
      grouped,
      tagged,
    ]);
  });

  it("needs a status where it is asked for usable images", () => {
    expect(() => imageIds(newStack(), { Usable: true })).toThrowError("Invalid Parameter");
  });

  it("knows no images of another region", () => {
    const { stack } = stackOfImages();
    expect(imageIds(stack, { RegionId: OTHER_REGION, Status: "ALL" })).toEqual(["m-other0000000000system"]);
  });
});

describe("paging", () => {
  it("gives ten images a page by default and tells how many there are", () => {
    const stack = manyImages(25);
    expect(run(stack, "DescribeImages", { ImageOwnerAlias: "self" })).toMatchObject({
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 25,
    });
  });

  it("gives every image once over all pages", () => {
    const stack = manyImages(25);
    const pages = [1, 2, 3, 4].map((PageNumber) =>
      imageIds(stack, { ImageOwnerAlias: "self", PageSize: 10, PageNumber }),
    );
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5, 0]);
    expect(new Set(pages.flat()).size).toBe(25);
  });

  it.each([
    ["PageSize", 100, true],
    ["PageSize", 101, false],
    ["PageSize", 0, false],
    ["PageNumber", 0, false],
  ])("with %s %i: %s", (name, value, accepted) => {
    const ask = () => run(newStack(), "DescribeImages", { [name]: value });
    if (accepted) expect(ask()).toHaveProperty("Images");
    else expect(ask).toThrowError(`${name} is not valid`);
  });

  it("finds a hundred images by ID among ten thousand, and no more in one call", () => {
    const stack = manyImages(10_000);
    const ids = [...stack.images.keys()].slice(5000, 5101);
    expect(imageIds(stack, { ImageId: ids.slice(0, 100).join(",") })).toHaveLength(100);
    expect(() => imageIds(stack, { ImageId: ids.join(",") })).toThrowError("ImageId is not valid");
  });
});

describe("an image in the answer", () => {
  it("is usable when it is Available or Deprecated", () => {
    const { stack, old, creating } = stackOfImages();
    const usable = (ImageId: string) => run(stack, "DescribeImages", { ImageId, Status: "ALL" });
    expect(usable(old)).toMatchObject({ Images: { Image: [{ Usable: true }] } });
    expect(usable(creating)).toMatchObject({ Images: { Image: [{ Usable: false, Progress: "0%" }] } });
    expect(imageOf(stack, old).fields.DiskDeviceMappings.DiskDeviceMapping[0]?.SnapshotId).toBe(
      SYSTEM_SNAPSHOT,
    );
  });
});

function manyImages(count: number): Stack {
  const stack = newStack();
  addSeeds(stack, { instances: 0, snapshots: 0, images: count });
  return stack;
}
