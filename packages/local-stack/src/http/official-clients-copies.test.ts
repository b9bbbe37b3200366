import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type LocalStack, startLocalStack } from "../local-stack.ts";
import { ecsSdk, popClient } from "../testing/official-clients.ts";

const OTHER_REGION = "cn-local-env02-d01";
const ACCOUNT = "1234567890123456";

let stack: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack({ imageSeconds: 60 });
});
afterAll(() => stack.close());

describe("@alicloud/pop-core", () => {
  it("shares, copies, exports and imports images, and follows the tasks", async () => {
    const client = popClient(stack);
    const call = (action: string, parameters: object = {}) =>
      client.request(
        action,
        { RegionId: stack.region, ...parameters },
        { method: "POST", formatParams: false },
      );
    const { ImageId } = await call("CreateImage", { SnapshotId: stack.snapshotIds[0], ImageFamily: "pop" });
    stack.advance(60_000);
    expect(await call("DescribeImageFromFamily", { ImageFamily: "pop" })).toMatchObject({
      Image: { ImageId },
    });

    await call("ModifyImageSharePermission", { ImageId, AddAccount: [ACCOUNT] });
    expect(await call("DescribeImageSharePermission", { ImageId })).toMatchObject({
      Accounts: { Account: [{ AliyunId: ACCOUNT }] },
    });
    await call("ModifyImageSharePermission", { ImageId, RemoveAccount: [ACCOUNT] });

    const copy = await call("CopyImage", { ImageId, DestinationRegionId: OTHER_REGION });
    await call("CancelCopyImage", { ImageId: copy.ImageId, RegionId: OTHER_REGION });

    const exported = await call("ExportImage", { ImageId, OSSBucket: "bucket" });
    const imported = await call("ImportImage", {
      DiskDeviceMapping: [{ OSSBucket: "bucket", OSSObject: "disk.raw" }],
    });
    await call("CancelTask", { TaskId: imported.TaskId });
    stack.advance(60_000);
    expect(await call("DescribeTasks", { TaskIds: `${exported.TaskId},${imported.TaskId}` })).toMatchObject({
      TaskSet: { Task: [{ TaskStatus: "Deleted" }, { TaskStatus: "Finished" }] },
    });
    expect(await call("DescribeTaskAttribute", { TaskId: exported.TaskId })).toMatchObject({
      SuccessCount: 1,
    });
  });

  it("assumes a role and works with the key it gets", async () => {
    const sts = popClient(stack, { apiVersion: "2015-04-01" });
    const role = { RoleArn: "acs:ram::1000000000000001:role/reader", RoleSessionName: "session" };
    const { Credentials } = await sts.request("AssumeRole", role, { method: "POST" });
    const key = Credentials as Record<"AccessKeyId" | "AccessKeySecret" | "SecurityToken", string>;
    const assumed = popClient(
      {
        endpoint: stack.endpoint,
        accessKeyId: key.AccessKeyId,
        accessKeySecret: key.AccessKeySecret,
      },
      { apiVersion: "2015-04-01", securityToken: key.SecurityToken },
    );
    expect(await assumed.request("GetCallerIdentity", {})).toMatchObject({ IdentityType: "AssumedRoleUser" });
  });
});

describe.each([undefined, "v2"])(
  "@alicloud/ecs20140526 with the signature algorithm %s",
  (signatureAlgorithm) => {
    it("shares, copies, exports and imports images, and follows the tasks", async () => {
      const { ecs, client } = ecsSdk(stack, signatureAlgorithm);
      const regionId = stack.region;
      const imageFamily = `sdk-${signatureAlgorithm}`;
      const created = await client.createImage(
        new ecs.CreateImageRequest({ regionId, snapshotId: stack.snapshotIds[0], imageFamily }),
      );
      const { imageId } = created.body;
      stack.advance(60_000);
      const family = await client.describeImageFromFamily(
        new ecs.DescribeImageFromFamilyRequest({ regionId, imageFamily }),
      );
      expect(family.body.image).toMatchObject({ imageId, isSelfShared: "False", size: 40 });
      const types = await client.describeImageSupportInstanceTypes(
        new ecs.DescribeImageSupportInstanceTypesRequest({ regionId, imageId }),
      );
      expect(types.body.instanceTypes.instanceType[1]).toMatchObject({ cpuCoreCount: 2, memorySize: 8 });
      const described = await client.describeInstanceTypes(
        new ecs.DescribeInstanceTypesRequest({ instanceTypes: ["ecs.n4.large", "ecs.g6r.small"] }),
      );
      expect(described.body.instanceTypes.instanceType).toMatchObject([
        { instanceTypeId: "ecs.n4.large", cpuCoreCount: 2, memorySize: 8, cpuArchitecture: "X86" },
        { instanceTypeId: "ecs.g6r.small", cpuCoreCount: 1, memorySize: 2, cpuArchitecture: "ARM" },
      ]);

      const share = (change: object) =>
        client.modifyImageSharePermission(
          new ecs.ModifyImageSharePermissionRequest({ regionId, imageId, ...change }),
        );
      await share({ addAccount: [ACCOUNT] });
      const permission = await client.describeImageSharePermission(
        new ecs.DescribeImageSharePermissionRequest({ regionId, imageId }),
      );
      expect(permission.body.accounts.account).toMatchObject([{ aliyunId: ACCOUNT }]);
      await share({ removeAccount: [ACCOUNT] });

      const copied = await client.copyImage(
        new ecs.CopyImageRequest({
          regionId,
          imageId,
          destinationRegionId: OTHER_REGION,
          destinationImageName: `copy-${signatureAlgorithm}`,
          tag: [new ecs.CopyImageRequestTag({ key: "a b", value: "c&d" })],
        }),
      );
      const exported = await client.exportImage(
        new ecs.ExportImageRequest({ regionId, imageId, OSSBucket: "bucket", OSSPrefix: "mine" }),
      );
      const imported = await client.importImage(
        new ecs.ImportImageRequest({
          regionId,
          diskDeviceMapping: [
            new ecs.ImportImageRequestDiskDeviceMapping({ OSSBucket: "bucket", OSSObject: "disk.raw" }),
          ],
        }),
      );
      await client.cancelTask(new ecs.CancelTaskRequest({ regionId, taskId: imported.body.taskId }));
      stack.advance(60_000);
      const copies = await client.describeImages(
        new ecs.DescribeImagesRequest({ regionId: OTHER_REGION, imageId: copied.body.imageId }),
      );
      expect(copies.body.images.image).toMatchObject([
        { status: "Available", isCopied: true, tags: { tag: [{ tagKey: "a b", tagValue: "c&d" }] } },
      ]);
      const tasks = await client.describeTasks(
        new ecs.DescribeTasksRequest({
          regionId,
          taskIds: `${exported.body.taskId},${imported.body.taskId}`,
        }),
      );
      expect(tasks.body.taskSet.task).toMatchObject([{ taskStatus: "Deleted" }, { taskStatus: "Finished" }]);
      const attribute = await client.describeTaskAttribute(
        new ecs.DescribeTaskAttributeRequest({ regionId, taskId: exported.body.taskId }),
      );
      expect(attribute.body).toMatchObject({ taskProcess: "100%", successCount: 1 });

      const { body } = await client.createInstance(
        new ecs.CreateInstanceRequest({ regionId, imageId, instanceType: "ecs.n4.large" }),
      );
      stack.advance(60_000);
      const replaced = await client.replaceSystemDisk(
        new ecs.ReplaceSystemDiskRequest({ instanceId: body.instanceId, imageId }),
      );
      expect(replaced.body.diskId).toMatch(/^d-local/);
    });
  },
);
