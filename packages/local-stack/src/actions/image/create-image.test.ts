import { describe, expect, it } from "vitest";

import type { Stack } from "../../model/stack.ts";
import {
  addedIds,
  availableImage,
  creatingImage,
  DATA_SNAPSHOT,
  IMAGE_MS,
  imageIds,
  imageOf,
  listOf,
  newStack,
  REGION,
  RUNNING,
  run,
  type Sent,
  STOPPED,
  SYSTEM_SNAPSHOT,
} from "../../testing/stack.ts";

function create(stack: Stack, sent: Sent) {
  return imageOf(stack, String(run(stack, "CreateImage", sent).ImageId)).fields;
}

const disksOf = (image: ReturnType<typeof create>) =>
  image.DiskDeviceMappings.DiskDeviceMapping.map(({ Type, Device, Size, SnapshotId }) => ({
    Type,
    Device,
    Size,
    SnapshotId,
  }));

describe("an image of an instance", () => {
  it("gets a new snapshot of every attached disk, the system disk first", () => {
    const image = create(newStack(), { InstanceId: RUNNING });
    expect(disksOf(image)).toEqual([
      { Type: "system", Device: "/dev/xvda", Size: "40", SnapshotId: "s-local00000000000003" },
      { Type: "data", Device: "/dev/xvdb", Size: "100", SnapshotId: "s-local00000000000004" },
    ]);
    expect(image.Size).toBe(40);
  });

  it("has snapshots that progress with it and are used by it", () => {
    const stack = newStack();
    create(stack, { InstanceId: STOPPED });
    const snapshot = () => run(stack, "DescribeSnapshots", { SnapshotIds: '["s-local00000000000003"]' });
    expect(snapshot()).toMatchObject({
      Snapshots: { Snapshot: [{ Status: "progressing", SnapshotType: "user", Usage: "image" }] },
    });
    stack.clock.advance(IMAGE_MS);
    expect(snapshot()).toMatchObject({
      Snapshots: { Snapshot: [{ Status: "accomplished", Progress: "100%", Available: true }] },
    });
  });

  it("inherits the operating system of the instance", () => {
    expect(create(newStack(), { InstanceId: RUNNING, Platform: "CentOS" })).toMatchObject({
      OSType: "linux",
      Platform: "Others Linux",
      Architecture: "x86_64",
    });
  });

  it("is what counts when other sources are named too", () => {
    const image = create(newStack(), { InstanceId: RUNNING, SnapshotId: SYSTEM_SNAPSHOT });
    expect(disksOf(image)).toHaveLength(2);
  });
});

describe("an image of a snapshot", () => {
  it("refers to that snapshot and makes none", () => {
    const stack = newStack();
    expect(disksOf(create(stack, { SnapshotId: SYSTEM_SNAPSHOT }))).toEqual([
      { Type: "system", Device: "/dev/xvda", Size: "40", SnapshotId: SYSTEM_SNAPSHOT },
    ]);
    expect(addedIds(stack).snapshots).toEqual([]);
  });
});

describe("an image of mappings", () => {
  const system = { "DiskDeviceMapping.1.SnapshotId": SYSTEM_SNAPSHOT };

  it("takes sizes of the snapshots and the next free devices where the request names none", () => {
    const image = create(newStack(), {
      ...system,
      "DiskDeviceMapping.2.SnapshotId": DATA_SNAPSHOT,
      "DiskDeviceMapping.3.Device": "/dev/xvdb",
      "DiskDeviceMapping.3.Size": 2000,
      "DiskDeviceMapping.4.DiskType": "data",
    });
    expect(disksOf(image)).toEqual([
      { Type: "system", Device: "/dev/xvda", Size: "40", SnapshotId: SYSTEM_SNAPSHOT },
      { Type: "data", Device: "/dev/xvdc", Size: "100", SnapshotId: DATA_SNAPSHOT },
      { Type: "data", Device: "/dev/xvdb", Size: "2000", SnapshotId: "" },
      { Type: "data", Device: "/dev/xvdd", Size: "5", SnapshotId: "" },
    ]);
  });

  it.each([
    [39, false],
    [40, true],
    [2000, true],
    [2001, false],
  ])("with a system disk of %i GiB from a snapshot of 40: %s", (size, accepted) => {
    const make = () => create(newStack(), { ...system, "DiskDeviceMapping.1.Size": size });
    if (accepted) expect(make().Size).toBe(size);
    else expect(make).toThrowError("beyond the permitted range");
  });

  it("can turn a data snapshot into the system disk, and then Platform and Architecture count", () => {
    const image = create(newStack(), {
      "DiskDeviceMapping.1.SnapshotId": DATA_SNAPSHOT,
      "DiskDeviceMapping.1.DiskType": "system",
      Platform: "Windows Server 2019",
      Architecture: "arm64",
    });
    expect(image).toMatchObject({
      OSType: "windows",
      Platform: "Windows Server 2019",
      Architecture: "arm64",
    });
  });

  it.each([
    [17, true],
    [18, false],
  ])("with %i disks: %s", (count, accepted) => {
    const disks = Array.from({ length: count - 1 }, (_, index) => [`DiskDeviceMapping.${index + 2}.Size`, 5]);
    const make = () => create(newStack(), { ...system, ...Object.fromEntries(disks) });
    if (accepted) expect(disksOf(make())).toHaveLength(count);
    else expect(make).toThrowError("DiskDeviceMapping is not valid");
  });
});

describe("making an image", () => {
  it("goes from Creating to Available, with its progress following the clock", () => {
    const stack = newStack();
    const id = creatingImage(stack);
    const seen = [0, IMAGE_MS / 4, IMAGE_MS / 4, IMAGE_MS / 2 - 1, 1].map((ms) => {
      stack.clock.advance(ms);
      const [image] = listOf(run(stack, "DescribeImages", { ImageId: id, Status: "ALL" }).Images, "Image");
      return `${image?.Status} ${image?.Progress}`;
    });
    expect(seen).toEqual(["Creating 0%", "Creating 25%", "Creating 50%", "Creating 99%", "Available 100%"]);
  });

  it("is invisible to DescribeImages until it is done, unless Status asks for it", () => {
    const stack = newStack();
    const id = creatingImage(stack);
    expect(imageIds(stack, { ImageId: id })).toEqual([]);
    expect(imageIds(stack, { ImageId: id, Status: "Creating,Waiting" })).toEqual([id]);
    stack.clock.advance(IMAGE_MS);
    expect(imageIds(stack, { ImageId: id })).toEqual([id]);
  });

  it("names the image after its ID when it has no name", () => {
    const image = create(newStack(), { SnapshotId: SYSTEM_SNAPSHOT });
    expect(image.ImageName).toBe(image.ImageId);
  });

  it("stores what was sent, tags in both spellings included", () => {
    const image = create(newStack(), {
      SnapshotId: SYSTEM_SNAPSHOT,
      ImageName: "名字.a:b_c-d",
      Description: "two words",
      ImageFamily: "family",
      ImageVersion: "1",
      BootMode: "UEFI",
      ResourceGroupId: "rg-1",
      "Tag.1.Key": "a",
      "Tag.1.Value": "1",
      "Tag.2.key": "b",
    });
    expect(image).toMatchObject({
      ImageName: "名字.a:b_c-d",
      Description: "two words",
      ImageFamily: "family",
      ImageVersion: "1",
      BootMode: "UEFI",
      ResourceGroupId: "rg-1",
      ImageOwnerAlias: "self",
      Tags: {
        Tag: [
          { TagKey: "a", TagValue: "1" },
          { TagKey: "b", TagValue: "" },
        ],
      },
    });
  });

  it("does nothing in a dry run, which passes or fails like the call itself", () => {
    const stack = newStack();
    expect(() => creatingImage(stack, { DryRun: true })).toThrowError("DryRun flag set");
    expect(() => creatingImage(stack, { DryRun: true, ImageName: "1" })).toThrowError("Image names must be");
    expect(addedIds(stack).images).toEqual([]);
  });
});

describe("the name of an image", () => {
  it.each(["ab", "a1", "字字", "a:b", "a_b", "a-b", "a.b", "A".repeat(128), "字".repeat(128), "Zaliyun"])(
    "can be %s",
    (ImageName) => {
      expect(create(newStack(), { SnapshotId: SYSTEM_SNAPSHOT, ImageName }).ImageName).toBe(ImageName);
    },
  );

  it.each([
    "a",
    "a".repeat(129),
    "1a",
    "-a",
    "_a",
    "a b",
    "éa",
    "a/b",
    "http://a",
    "https://a",
    "aliyun-a",
    "acs:a",
    "a\n",
  ])("cannot be %j", (ImageName) => {
    expect(() => create(newStack(), { SnapshotId: SYSTEM_SNAPSHOT, ImageName })).toThrowError(
      "Image names must be",
    );
  });

  it("is taken by images of any status in the region, until they are gone", () => {
    const stack = newStack();
    const ImageId = availableImage(stack, { ImageName: "taken" });
    run(stack, "DeleteImage", { ImageId });
    expect(() => creatingImage(stack, { ImageName: "taken" })).toThrowError("already in use");
    stack.clock.advance(IMAGE_MS);
    expect(creatingImage(stack, { ImageName: "taken" })).not.toBe(ImageId);
  });

  it("cannot be given by ModifyImageAttribute to a second image, but again to the same", () => {
    const stack = newStack();
    const ImageId = availableImage(stack, { ImageName: "taken" });
    run(stack, "ModifyImageAttribute", { ImageId, ImageName: "taken", RegionId: REGION });
    expect(imageOf(stack, ImageId).fields.ImageName).toBe("taken");
  });
});

describe("a client token", () => {
  const sent = { ClientToken: "token", SnapshotId: SYSTEM_SNAPSHOT, ImageName: "once", "Tag.1.Key": "a" };

  it("with the same parameters gives the first image again and makes no second one", () => {
    const stack = newStack();
    const first = run(stack, "CreateImage", sent);
    expect(run(stack, "CreateImage", { ...sent, SignatureNonce: "other", Timestamp: "later" })).toEqual(
      first,
    );
    expect(addedIds(stack).images).toEqual([first.ImageId]);
  });

  it("stands for its image even when that is gone", () => {
    const stack = newStack();
    const first = run(stack, "CreateImage", sent);
    stack.images.delete(String(first.ImageId));
    expect(run(stack, "CreateImage", sent)).toEqual(first);
  });

  it("is not used up by a call that was refused", () => {
    const stack = newStack();
    expect(() => run(stack, "CreateImage", { ...sent, SnapshotId: DATA_SNAPSHOT })).toThrow();
    expect(run(stack, "CreateImage", sent)).toHaveProperty("ImageId");
  });
});
