import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type LocalStack, startLocalStack } from "../local-stack.ts";
import { ecsSdk, popClient } from "../testing/official-clients.ts";

let stack: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack({ imageSeconds: 60, deleteSeconds: 60 });
});
afterAll(() => stack.close());

describe.each(["GET", "POST"])("@alicloud/pop-core by %s", (method) => {
  it("drives an image from its creation to its end", async () => {
    const client = popClient(stack, { path: "/asapi/v3" });
    const call = (action: string, parameters: object) =>
      client.request(action, { RegionId: stack.region, ...parameters }, { method, formatParams: false });
    const statusOf = async (ImageId: unknown) => {
      const answer = await call("DescribeImages", { ImageId, Status: "Creating,Available,UnAvailable" });
      return (answer.Images as { Image: { Status: string }[] }).Image[0]?.Status;
    };

    const ImageName = `pop-${method}-(ü)*!'`.replace(/[^\w-]/g, "");
    const { ImageId } = await call("CreateImage", {
      InstanceId: stack.instanceIds[0],
      ImageName,
      Description: "It's (really) 100% + * ~ ! ü",
      Tag: [{ Key: "a b", Value: "c&d=e" }],
    });
    expect(await statusOf(ImageId)).toBe("Creating");
    stack.advance(60_000);
    expect(await statusOf(ImageId)).toBe("Available");

    await call("ModifyImageAttribute", { ImageId, Description: "changed" });
    await call("TagResources", {
      ResourceType: "image",
      ResourceId: [ImageId],
      Tag: [{ Key: "x", Value: "y" }],
    });
    await call("UntagResources", { ResourceType: "image", ResourceId: [ImageId], TagKey: ["a b"] });
    expect(await call("DescribeImages", { ImageId })).toMatchObject({
      Images: {
        Image: [{ ImageName, Description: "changed", Tags: { Tag: [{ TagKey: "x", TagValue: "y" }] } }],
      },
    });

    await call("DeleteImage", { ImageId });
    expect(await statusOf(ImageId)).toBe("UnAvailable");
    stack.advance(60_000);
    expect(await statusOf(ImageId)).toBeUndefined();
    await expect(call("DeleteImage", { ImageId })).rejects.toMatchObject({ code: "InvalidImageId.NotFound" });
  });
});

describe.each([undefined, "v2"])(
  "@alicloud/ecs20140526 with the signature algorithm %s",
  (signatureAlgorithm) => {
    it("drives an image from its creation to its end", async () => {
      const { ecs, client } = ecsSdk(stack, signatureAlgorithm);
      const regionId = stack.region;
      const describeImage = async (imageId: string) => {
        const request = new ecs.DescribeImagesRequest({ regionId, imageId, status: "Creating,Available" });
        return (await client.describeImages(request)).body.images.image[0];
      };

      const created = await client.createImage(
        new ecs.CreateImageRequest({
          regionId,
          imageName: `sdk-${signatureAlgorithm}`,
          description: "It's (really) 100% + * ~ ! ü",
          diskDeviceMapping: [
            new ecs.CreateImageRequestDiskDeviceMapping({ snapshotId: stack.snapshotIds[0], size: 50 }),
            new ecs.CreateImageRequestDiskDeviceMapping({ snapshotId: stack.snapshotIds[1] }),
          ],
          tag: [new ecs.CreateImageRequestTag({ key: "a b", value: "c&d=e" })],
          clientToken: `token-${signatureAlgorithm}`,
        }),
      );
      const { imageId } = created.body;
      expect(await describeImage(imageId)).toMatchObject({
        status: "Creating",
        progress: "0%",
        usable: false,
      });
      stack.advance(60_000);
      expect(await describeImage(imageId)).toMatchObject({
        status: "Available",
        size: 50,
        isSelfShared: "False",
        imageOwnerId: 1000000000000001,
        diskDeviceMappings: {
          diskDeviceMapping: [
            { device: "/dev/xvda", size: "50", type: "system", snapshotId: stack.snapshotIds[0] },
            { device: "/dev/xvdb", size: "100", type: "data", snapshotId: stack.snapshotIds[1] },
          ],
        },
        tags: { tag: [{ tagKey: "a b", tagValue: "c&d=e" }] },
      });

      await client.modifyImageAttribute(
        new ecs.ModifyImageAttributeRequest({ regionId, imageId, description: "changed" }),
      );
      expect((await describeImage(imageId)).description).toBe("changed");
      const run = await client.runInstances(
        new ecs.RunInstancesRequest({ regionId, imageId, instanceType: "ecs.n4.large", amount: 1 }),
      );
      const instanceId = run.body.instanceIdSets.instanceIdSet[0];
      const remove = (force: boolean) =>
        client.deleteImage(new ecs.DeleteImageRequest({ regionId, imageId, force }));
      await expect(remove(false)).rejects.toMatchObject({ code: "ImageUsingByInstance", statusCode: 403 });
      await remove(true);
      stack.advance(60_000);
      expect(await describeImage(imageId)).toBeUndefined();
      await client.deleteInstance(new ecs.DeleteInstanceRequest({ instanceId, force: true }));
      const instances = await client.describeInstances(
        new ecs.DescribeInstancesRequest({ regionId, imageId }),
      );
      expect(instances.body.totalCount).toBe(0);
    });
  },
);
