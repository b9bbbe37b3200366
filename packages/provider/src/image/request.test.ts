import type { CreateImageRequest, EcsClient } from "ecs-client";
import { expect, test } from "vitest";
import { fakeEcs, page, refusal, reportedSnapshot } from "../testing/fake-ecs.ts";
import { createImageRequest } from "./request.ts";

function requestOf(source: Partial<CreateImageRequest>, calls: Partial<EcsClient> = {}) {
  return createImageRequest({ clientToken: "token-1", ...source }, fakeEcs(calls), "cn-home");
}

const disks = {
  diskDeviceMappings: [{ snapshotId: "s-1" }, { snapshotId: "s-2", sizeGib: 20 }, { sizeGib: 5 }],
};

test.each<[Partial<CreateImageRequest>, string]>([
  [{ instanceId: "i-1" }, "create the image from instance i-1"],
  [{ snapshotId: "s-1" }, "create the image from snapshot s-1"],
  [disks, "create the image from snapshots s-1, s-2"],
])("the request for an image names its source: %j", (source, purpose) => {
  expect(requestOf(source).purpose).toBe(purpose);
});

test.each<[string, Partial<CreateImageRequest>, string]>([
  ["InvalidInstanceId.NotFound", { instanceId: "i-1" }, "there is no instance i-1 in region cn-home"],
  ["InvalidSnapshotId.NotFound", { snapshotId: "s-1" }, "snapshot s-1 must exist in region cn-home"],
  ["InvalidSnapshotId.NotFound", disks, "snapshots s-1, s-2 must exist in region cn-home"],
  ["IncorrectInstanceStatus.NeedRestart", { instanceId: "i-1" }, "Restart the instance i-1"],
  ["IncorrectInstanceStatus", { instanceId: "i-1" }, "from an instance that is Running or Stopped"],
])("the advice about %s says what to check", async (code, source, advice) => {
  expect(await requestOf(source).advice(refusal(code))).toContain(advice);
});

test.each<[string, EcsClient["describeSnapshots"], string]>([
  [
    "which disk is too small",
    async () => page([reportedSnapshot({ snapshotId: "s-2", sourceDiskSizeGib: 50 })]),
    "The size of disk_device_mapping 2 of 3 is 20 GiB, but its snapshot s-2 needs at least 50 GiB. The size of every",
  ],
  [
    "the rule alone when the service does not report more",
    () => Promise.reject(refusal("Forbidden.RAM")),
    "The size of every disk_device_mapping must be 5 to 2000 GiB, and at least the size of its snapshot.",
  ],
])("the advice about a size that the service refuses says %s", async (_rule, describeSnapshots, advice) => {
  const request = requestOf(disks, { describeSnapshots });
  expect(await request.advice(refusal("InvalidSize.ValueNotSupported"))).toMatch(new RegExp(`^${advice}`));
});

test("a refusal of anything else has no advice of its own", async () => {
  expect(await requestOf({ instanceId: "i-1" }).advice(refusal("OperationDenied"))).toBe("");
});
