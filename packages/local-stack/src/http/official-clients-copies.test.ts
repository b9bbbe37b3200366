import { createRequire } from "node:module";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type LocalStack, startLocalStack } from "../local-stack.ts";

/** The part of pop-core's client that the tests use; the package is CommonJS with types of its own making. */
interface PopClient {
  request(action: string, parameters: object, options?: object): Promise<Record<string, unknown>>;
}

const load = createRequire(import.meta.url);
const { RPCClient } = load("@alicloud/pop-core") as { RPCClient: new (config: object) => PopClient };
const OTHER_REGION = "cn-local-env02-d01";
const ACCOUNT = "1234567890123456";

let stack: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack({ imageSeconds: 60 });
});
afterAll(() => stack.close());

describe("@alicloud/pop-core", () => {
  const clientOf = (apiVersion: string) =>
    new RPCClient({
      endpoint: stack.endpoint,
      apiVersion,
      accessKeyId: stack.accessKeyId,
      accessKeySecret: stack.accessKeySecret,
    });

  it("shares, copies, exports and imports images, and follows the tasks", async () => {
    const client = clientOf("2014-05-26");
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
    const sts = clientOf("2015-04-01");
    const role = { RoleArn: "acs:ram::1000000000000001:role/reader", RoleSessionName: "session" };
    const { Credentials } = await sts.request("AssumeRole", role, { method: "POST" });
    const { AccessKeyId, AccessKeySecret, SecurityToken } = Credentials as Record<string, string>;
    const assumed = new RPCClient({
      endpoint: stack.endpoint,
      apiVersion: "2015-04-01",
      accessKeyId: AccessKeyId,
      accessKeySecret: AccessKeySecret,
      securityToken: SecurityToken,
    });
    expect(await assumed.request("GetCallerIdentity", {})).toMatchObject({ IdentityType: "AssumedRoleUser" });
  });
});

describe.each([undefined, "v2"])(
  "@alicloud/ecs20140526 with the signature algorithm %s",
  (signatureAlgorithm) => {
    it("shares, copies, exports and imports images, and follows the tasks", async () => {
      const ecs = load("@alicloud/ecs20140526");
      const { Config } = load("@alicloud/openapi-core").$OpenApiUtil;
      const client = new ecs.default(
        new Config({
          endpoint: stack.endpoint.slice("http://".length),
          protocol: "http",
          accessKeyId: stack.accessKeyId,
          accessKeySecret: stack.accessKeySecret,
          signatureAlgorithm,
        }),
      );
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
