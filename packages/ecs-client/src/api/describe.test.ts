import { describe, expect, it } from "vitest";
import { noSignal, withServer } from "../testing/test-client.ts";
import { sendJson } from "../testing/test-server.ts";

describe("describeInstances", () => {
  it("finds the instances made from an image", async () => {
    const instance = { InstanceId: "i-1", InstanceName: "web", ImageId: "m-1", Status: "Running" };
    await withServer(
      (_request, response) => sendJson(response, 200, { TotalCount: 1, Instances: { Instance: [instance] } }),
      async (client, server) => {
        const page = await client.describeInstances({ imageId: "m-1" }, {}, noSignal());
        expect(page.items).toMatchObject([{ instanceId: "i-1", instanceName: "web", status: "Running" }]);
        expect(server.requests[0]?.parameters).toMatchObject({ Action: "DescribeInstances", ImageId: "m-1" });
      },
    );
  });
});

describe("an empty first page of a list that counts items", () => {
  it("is an error and not 'no instance uses the image'", async () => {
    await withServer(
      (_request, response) => sendJson(response, 200, { TotalCount: 2, Instances: { Instance: [] } }),
      async (client) => {
        await expect(client.describeInstances({ imageId: "m-1" }, {}, noSignal())).rejects.toMatchObject({
          kind: "malformed-response",
        });
      },
    );
  });
});

describe("describeSnapshots", () => {
  it("sends IDs as a JSON array and reads sizes and kinds however they are written", async () => {
    const snapshot = {
      SnapshotId: "s-1",
      SourceDiskSize: "40",
      SourceDiskType: "System",
      SourceDiskId: "d-1",
      Status: "accomplished",
    };
    await withServer(
      (_request, response) =>
        sendJson(response, 200, { TotalCount: "1", Snapshots: { Snapshot: [snapshot] } }),
      async (client, server) => {
        const page = await client.describeSnapshots({ snapshotIds: ["s-1", "s-2"] }, {}, noSignal());
        expect(page).toMatchObject({
          totalCount: 1,
          items: [
            {
              snapshotId: "s-1",
              sourceDiskSizeGib: 40,
              sourceDiskType: "system",
              sourceDiskId: "d-1",
              tags: [],
            },
          ],
        });
        expect(server.requests[0]?.parameters.SnapshotIds).toBe('["s-1","s-2"]');
      },
    );
  });

  it("refuses an empty list of IDs, which would match everything", async () => {
    await withServer(
      (_request, response) => sendJson(response, 200, {}),
      async (client, server) => {
        await expect(client.describeSnapshots({ snapshotIds: [] }, {}, noSignal())).rejects.toMatchObject({
          kind: "configuration",
        });
        expect(server.requests).toHaveLength(0);
      },
    );
  });
});

describe("describeDisks", () => {
  it("finds the disks of an instance", async () => {
    const disk = { DiskId: "d-1", Device: "/dev/xvda", Type: "system", Size: 40, Encrypted: "False" };
    await withServer(
      (_request, response) => sendJson(response, 200, { TotalCount: 1, Disks: { Disk: [disk] } }),
      async (client, server) => {
        const page = await client.describeDisks({ instanceId: "i-1" }, {}, noSignal());
        expect(page.items).toMatchObject([
          { diskId: "d-1", device: "/dev/xvda", sizeGib: 40, encrypted: false },
        ]);
        expect(server.requests[0]?.parameters).toMatchObject({ InstanceId: "i-1", PageSize: "100" });
      },
    );
  });

  it("tells the instance that a disk belongs to", async () => {
    await withServer(
      (_request, response) =>
        sendJson(response, 200, { TotalCount: 1, Disks: { Disk: [{ DiskId: "d-1", InstanceId: "i-1" }] } }),
      async (client, server) => {
        const page = await client.describeDisks({ diskIds: ["d-1"] }, {}, noSignal());
        expect(page.items).toMatchObject([{ diskId: "d-1", instanceId: "i-1" }]);
        expect(server.requests[0]?.parameters.DiskIds).toBe('["d-1"]');
      },
    );
  });
});
