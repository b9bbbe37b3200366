import { describe, expect, it } from "vitest";

import type { Stack } from "../../model/stack.ts";
import {
  availableImage,
  DATA_SNAPSHOT,
  IMAGE_MS,
  listOf,
  newStack,
  RUNNING,
  run,
  STOPPED,
  SYSTEM_SNAPSHOT,
} from "../../testing/stack.ts";

const TYPE = { InstanceType: "ecs.n4.2xlarge" };

const statusOf = (stack: Stack, InstanceId: string) =>
  listOf(
    run(stack, "DescribeInstances", { InstanceIds: JSON.stringify([InstanceId]) }).Instances,
    "Instance",
  )[0]?.Status;

function disksOf(stack: Stack, InstanceId: string) {
  return listOf(run(stack, "DescribeDisks", { InstanceId }).Disks, "Disk")
    .map(({ Type, Device, Size, SourceSnapshotId }) => ({ Type, Device, Size, SourceSnapshotId }))
    .toReversed();
}

function dataImage(stack: Stack): string {
  return availableImage(stack, {
    "DiskDeviceMapping.1.SnapshotId": SYSTEM_SNAPSHOT,
    "DiskDeviceMapping.2.SnapshotId": DATA_SNAPSHOT,
    "DiskDeviceMapping.2.Size": 120,
  });
}

describe("RunInstances", () => {
  it("brings instances up by way of Pending and Starting", () => {
    const stack = newStack();
    const answer = run(stack, "RunInstances", { ImageId: availableImage(stack), Amount: 3, ...TYPE });
    expect(answer).toMatchObject({
      InstanceIdSets: {
        InstanceIdSet: ["i-local00000000000003", "i-local00000000000004", "i-local00000000000005"],
      },
    });
    const seen = [0, IMAGE_MS / 2, IMAGE_MS / 2].map((ms) => {
      stack.clock.advance(ms);
      return statusOf(stack, "i-local00000000000005");
    });
    expect(seen).toEqual(["Pending", "Starting", "Running"]);
  });

  it("gives the instance every disk of a custom image", () => {
    const stack = newStack();
    run(stack, "RunInstances", { ImageId: dataImage(stack), ...TYPE });
    expect(disksOf(stack, "i-local00000000000003")).toEqual([
      { Type: "system", Device: "/dev/xvda", Size: 40, SourceSnapshotId: SYSTEM_SNAPSHOT },
      { Type: "data", Device: "/dev/xvdb", Size: 120, SourceSnapshotId: DATA_SNAPSHOT },
    ]);
  });

  it("lets the request enlarge a disk of the image and add others", () => {
    const stack = newStack();
    run(stack, "RunInstances", {
      ImageId: dataImage(stack),
      ...TYPE,
      "SystemDisk.Size": 60,
      "DataDisk.1.Size": 30,
      "DataDisk.2.Device": "/dev/xvdb",
      "DataDisk.2.Size": 500,
    });
    expect(disksOf(stack, "i-local00000000000003").map((disk) => `${disk.Device} ${disk.Size}`)).toEqual([
      "/dev/xvda 60",
      "/dev/xvdb 500",
      "/dev/xvdc 30",
    ]);
  });

  it("takes the newest Available image of a family", () => {
    const stack = newStack();
    availableImage(stack, { ImageFamily: "fam" });
    const newest = availableImage(stack, { ImageFamily: "fam" });
    const deprecated = availableImage(stack, { ImageFamily: "fam" });
    run(stack, "ModifyImageAttribute", { ImageId: deprecated, Status: "Deprecated" });
    run(stack, "RunInstances", { ImageFamily: "fam", ...TYPE });
    expect(run(stack, "DescribeInstances", { ImageId: newest })).toMatchObject({ TotalCount: 1 });
  });

  it("works with a Deprecated image and knows what the type has", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    run(stack, "ModifyImageAttribute", { ImageId, Status: "Deprecated" });
    run(stack, "RunInstances", { ImageId, ...TYPE, InstanceName: "named", "Tag.1.Key": "a" });
    expect(run(stack, "DescribeInstances", { ImageId, "Tag.1.Key": "a" })).toMatchObject({
      Instances: {
        Instance: [{ InstanceName: "named", Cpu: 8, Memory: 32_768, InstanceTypeFamily: "ecs.n4" }],
      },
    });
  });

  it("needs an instance type", () => {
    expect(() => run(newStack(), "RunInstances", { ImageId: "m-local0000000000system" })).toThrowError(
      "The input parameter InstanceType that is mandatory",
    );
  });
});

describe("the life of an instance", () => {
  it("made by CreateInstance begins Stopped", () => {
    const stack = newStack();
    const made = run(stack, "CreateInstance", { ImageId: "m-local0000000000system", ...TYPE });
    stack.clock.advance(IMAGE_MS);
    expect(statusOf(stack, String(made.InstanceId))).toBe("Stopped");
  });

  it("goes by way of Starting and Stopping", () => {
    const stack = newStack();
    run(stack, "StartInstance", { InstanceId: STOPPED });
    run(stack, "StopInstance", { InstanceId: RUNNING });
    expect([statusOf(stack, STOPPED), statusOf(stack, RUNNING)]).toEqual(["Starting", "Stopping"]);
    stack.clock.advance(IMAGE_MS);
    expect([statusOf(stack, STOPPED), statusOf(stack, RUNNING)]).toEqual(["Running", "Stopped"]);
  });

  it("ends with the disks that go with it; others stay and are Available", () => {
    const stack = newStack();
    run(stack, "RunInstances", {
      ImageId: "m-local0000000000system",
      ...TYPE,
      "DataDisk.1.Size": 30,
      "DataDisk.1.DeleteWithInstance": false,
    });
    run(stack, "DeleteInstance", { InstanceId: "i-local00000000000003", Force: true });
    expect(run(stack, "DescribeInstances", { InstanceIds: '["i-local00000000000003"]' })).toMatchObject({
      TotalCount: 0,
    });
    expect(run(stack, "DescribeDisks", { Status: "Available" })).toMatchObject({
      TotalCount: 1,
      Disks: { Disk: [{ Size: 30, InstanceId: "", Attachments: { Attachment: [] } }] },
    });
  });
});

describe("queries", () => {
  it("match nothing with an empty list of IDs and everything without one", () => {
    const stack = newStack();
    for (const [action, name] of [
      ["DescribeInstances", "InstanceIds"],
      ["DescribeDisks", "DiskIds"],
      ["DescribeSnapshots", "SnapshotIds"],
    ] as const) {
      expect(run(stack, action, { [name]: "[]" })).toMatchObject({ TotalCount: 0 });
      expect(Number(run(stack, action).TotalCount)).toBeGreaterThan(1);
    }
  });

  it("go through pages by token, with a page no smaller than the least", () => {
    const stack = newStack();
    run(stack, "RunInstances", { ImageId: "m-local0000000000system", ...TYPE, Amount: 10 });
    const first = run(stack, "DescribeInstances", { MaxResults: 1 });
    expect(listOf(first.Instances, "Instance")).toHaveLength(10);
    const second = run(stack, "DescribeInstances", { MaxResults: 1, NextToken: String(first.NextToken) });
    expect(listOf(second.Instances, "Instance")).toHaveLength(2);
    expect(second.NextToken).toBe("");
  });

  it.each([
    [{ SourceDiskType: "SYSTEM" }, [SYSTEM_SNAPSHOT]],
    [{ DiskId: "d-local00000000000002" }, [DATA_SNAPSHOT]],
    [{ InstanceId: STOPPED }, []],
    [{ Status: "accomplished", SnapshotType: "user" }, [DATA_SNAPSHOT, SYSTEM_SNAPSHOT]],
    [{ Usage: "none", Status: "all" }, [DATA_SNAPSHOT, SYSTEM_SNAPSHOT]],
  ])("find snapshots by %j", (sent, expected) => {
    const found = listOf(run(newStack(), "DescribeSnapshots", sent).Snapshots, "Snapshot");
    expect(found.map((snapshot) => snapshot.SnapshotId)).toEqual(expected);
  });

  it("give the regions and the zones of a region", () => {
    expect(listOf(run(newStack(), "DescribeRegions").Regions, "Region")[0]?.RegionId).toBe(
      "cn-local-env01-d01",
    );
    const zones = listOf(run(newStack(), "DescribeZones", { Verbose: false }).Zones, "Zone");
    expect(zones[0]?.ZoneId).toBe("cn-local-env01-d01-a");
    expect(zones[0]).not.toHaveProperty("AvailableInstanceTypes");
  });
});

describe("snapshots", () => {
  it("are accomplished after a while and can be deleted when nothing needs them", () => {
    const stack = newStack();
    const made = run(stack, "CreateSnapshot", { DiskId: "d-local00000000000003", SnapshotName: "Ärger" });
    const SnapshotId = String(made.SnapshotId);
    stack.clock.advance(IMAGE_MS);
    expect(run(stack, "DescribeSnapshots", { SnapshotName: "Ärger" })).toMatchObject({
      Snapshots: { Snapshot: [{ SnapshotId, Status: "accomplished", SourceDiskSize: "40" }] },
    });
    run(stack, "DeleteSnapshot", { SnapshotId });
    expect(stack.snapshots.has(SnapshotId)).toBe(false);
  });

  it("of which disks were made go with Force", () => {
    const stack = newStack();
    const ImageId = availableImage(stack);
    run(stack, "RunInstances", { ImageId, ...TYPE });
    run(stack, "DeleteImage", { ImageId, Force: true });
    stack.clock.advance(IMAGE_MS);
    run(stack, "DeleteSnapshot", { SnapshotId: SYSTEM_SNAPSHOT, Force: true });
    expect(stack.snapshots.has(SYSTEM_SNAPSHOT)).toBe(false);
  });
});
