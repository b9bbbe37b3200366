import { describe, expect, it } from "vitest";
import { imageService } from "../testing/image-service.ts";
import { noSignal, withServer } from "../testing/test-client.ts";
import { createTestRuntime } from "../testing/test-runtime.ts";
import { type Responder, sendError, sendJson } from "../testing/test-server.ts";

const everyStatus = "Creating,Waiting,Available,UnAvailable,CreateFailed,Deprecated";

describe("createImage", () => {
  it("sends every field under the name of the API, lists and structures flattened", async () => {
    await withServer(
      (_request, response) => sendJson(response, 200, { ImageId: "m-1", RequestId: "R-1" }),
      async (client, server) => {
        const request = {
          clientToken: "token-1",
          imageName: "golden",
          description: "d",
          diskDeviceMappings: [
            { snapshotId: "s-1" },
            { sizeGib: 40, device: "/dev/xvdb", diskType: "data" as const },
          ],
          tags: [{ key: "env", value: "" }],
        };
        expect(await client.createImage(request, noSignal())).toEqual({ imageId: "m-1", requestId: "R-1" });
        expect(server.requests[0]?.parameters).toMatchObject({
          Action: "CreateImage",
          RegionId: "cn-test-1",
          ClientToken: "token-1",
          ImageName: "golden",
          Description: "d",
          "DiskDeviceMapping.1.SnapshotId": "s-1",
          "DiskDeviceMapping.2.Size": "40",
          "DiskDeviceMapping.2.Device": "/dev/xvdb",
          "DiskDeviceMapping.2.DiskType": "data",
          "Tag.1.Key": "env",
          "Tag.1.Value": "",
        });
        expect(server.requests[0]?.parameters).not.toHaveProperty("InstanceId");
      },
    );
  });

  it("finds the image of a create whose response was lost", async () => {
    const images = new Map<string, string>();
    const respond: Responder = ({ parameters }, response, count) => {
      const token = parameters.ClientToken ?? "";
      if (!images.has(token)) images.set(token, `m-${images.size + 1}`);
      if (count === 1) response.destroy();
      else sendJson(response, 200, { ImageId: images.get(token) });
    };
    await withServer(
      respond,
      async (client) => {
        const { imageId } = await client.createImage(
          { clientToken: "token-1", instanceId: "i-1" },
          noSignal(),
        );
        expect(imageId).toBe("m-1");
        expect(images.size).toBe(1);
      },
      { runtime: createTestRuntime() },
    );
  });

  it.each([
    [{ imageName: "golden", instanceId: "i-1" }, 'image "golden"'],
    [{ instanceId: "i-1" }, "an image from instance i-1"],
    [{ snapshotId: "s-1" }, "an image from snapshot s-1"],
    [{ diskDeviceMappings: [{ sizeGib: 40 }] }, "an image from disk device mappings"],
  ])("says in its error what was to be created: %j", async (source, subject) => {
    await withServer(
      (_request, response) => sendError(response, 403, "Forbidden.RAM", "No."),
      async (client) => {
        await expect(client.createImage({ clientToken: "t", ...source }, noSignal())).rejects.toThrow(
          `CreateImage of ${subject} failed: No.`,
        );
      },
    );
  });

  it.each(["", "x".repeat(65), "with space", "ümlaut"])(
    "refuses the client token %j",
    async (clientToken) => {
      await withServer(imageService([]), async (client, server) => {
        await expect(client.createImage({ clientToken }, noSignal())).rejects.toMatchObject({
          kind: "configuration",
        });
        expect(server.requests).toHaveLength(0);
      });
    },
  );
});

describe("describeImages", () => {
  it("gives one page and the total", async () => {
    await withServer(imageService(["m-1", "m-2", "m-3"]), async (client, server) => {
      const filters = {
        imageOwnerAlias: "self",
        statuses: ["Available", "Creating"],
        tags: [{ key: "a", value: "b" }],
      };
      const page = await client.describeImages(filters, { pageNumber: 2, pageSize: 2 }, noSignal());
      expect(page).toMatchObject({ items: [{ imageId: "m-3" }], totalCount: 3, requestId: "R-1" });
      expect(server.requests[0]?.parameters).toMatchObject({
        Status: "Available,Creating",
        "Tag.1.Key": "a",
        "Tag.1.Value": "b",
      });
    });
  });

  it("asks for the largest page by default", async () => {
    await withServer(imageService([]), async (client, server) => {
      await client.describeImages({}, {}, noSignal());
      await client.describeImages({}, { pageNumber: 3, pageSize: 20 }, noSignal());
      expect(server.requests.map(({ parameters }) => parameters)).toMatchObject([
        { PageNumber: "1", PageSize: "100" },
        { PageNumber: "3", PageSize: "20" },
      ]);
    });
  });

  it("leaves the choice of the status to the service by default", async () => {
    await withServer(imageService([]), async (client, server) => {
      await client.describeImages({}, {}, noSignal());
      await client.describeImages({ statuses: "every" }, {}, noSignal());
      expect(server.requests.map(({ parameters }) => parameters.Status)).toEqual([undefined, everyStatus]);
    });
  });
});

describe("modifyImageAttribute", () => {
  it("sends only what is to be changed", async () => {
    await withServer(
      (_request, response) => sendJson(response, 200, { RequestId: "R-1" }),
      async (client, server) => {
        await client.modifyImageAttribute({ imageId: "m-1", description: "new" }, noSignal());
        const { parameters } = server.requests[0] ?? { parameters: {} };
        expect(parameters).toMatchObject({
          Action: "ModifyImageAttribute",
          ImageId: "m-1",
          Description: "new",
        });
        expect(parameters).not.toHaveProperty("ImageName");
      },
    );
  });
});

describe("deleteImage", () => {
  it.each([
    [true, "true"],
    [false, undefined],
  ])("with force %j sends Force %j", async (force, expected) => {
    await withServer(
      (_request, response) => sendJson(response, 200, { RequestId: "R-1" }),
      async (client, server) => {
        expect(await client.deleteImage("m-1", force, noSignal())).toEqual({
          existed: true,
          requestId: "R-1",
        });
        expect(server.requests[0]?.parameters.Force).toBe(expected);
      },
    );
  });

  it("succeeds when the image is gone already", async () => {
    await withServer(
      (_request, response) => sendError(response, 404, "InvalidImageId.NotFound"),
      async (client) => {
        expect(await client.deleteImage("m-1", false, noSignal())).toEqual({
          existed: false,
          requestId: "R-ERROR",
        });
      },
    );
  });
});
