import { describe, expect, it } from "vitest";
import { EcsError } from "../errors/ecs-error.ts";
import { noSignal, withServer } from "../testing/test-client.ts";
import { createTestRuntime } from "../testing/test-runtime.ts";
import { type Responder, sendError, sendJson } from "../testing/test-server.ts";

const REQUEST = { clientToken: "token-1", sourceImageId: "m-source", destinationRegionId: "cn-test-2" };

describe("copyImage", () => {
  it("sends every field under the name of the API, from the client's region", async () => {
    await withServer(
      (_request, response) => sendJson(response, 200, { ImageId: "m-copy", RequestId: "R-1" }),
      async (client, server) => {
        const request = {
          ...REQUEST,
          imageName: "golden",
          description: "d",
          encrypted: true,
          kmsKeyId: "key-1",
          tags: [{ key: "env", value: "prod" }],
        };
        expect(await client.copyImage(request, noSignal())).toEqual({
          imageId: "m-copy",
          requestId: "R-1",
        });
        expect(server.requests[0]?.parameters).toMatchObject({
          Action: "CopyImage",
          RegionId: "cn-test-1",
          ClientToken: "token-1",
          ImageId: "m-source",
          DestinationRegionId: "cn-test-2",
          DestinationImageName: "golden",
          DestinationDescription: "d",
          Encrypted: "true",
          KMSKeyId: "key-1",
          "Tag.1.Key": "env",
          "Tag.1.Value": "prod",
        });
      },
    );
  });

  it("leaves out what is left open", async () => {
    await withServer(
      (_request, response) => sendJson(response, 200, { ImageId: "m-copy" }),
      async (client, server) => {
        await client.copyImage(REQUEST, noSignal());
        for (const name of [
          "DestinationImageName",
          "DestinationDescription",
          "Encrypted",
          "KMSKeyId",
          "Tag.1.Key",
        ])
          expect(server.requests[0]?.parameters).not.toHaveProperty(name);
      },
    );
  });

  it("finds the copy whose response was lost by the same token", async () => {
    const copies = new Map<string, string>();
    const respond: Responder = ({ parameters }, response, count) => {
      const token = parameters.ClientToken ?? "";
      if (!copies.has(token)) copies.set(token, `m-${copies.size + 1}`);
      if (count === 1) response.destroy();
      else sendJson(response, 200, { ImageId: copies.get(token) });
    };
    await withServer(
      respond,
      async (client) => {
        expect(await client.copyImage(REQUEST, noSignal())).toMatchObject({ imageId: "m-1" });
        expect(copies.size).toBe(1);
      },
      { runtime: createTestRuntime() },
    );
  });

  it.each([
    ["clientToken", { ...REQUEST, clientToken: "" }],
    ["sourceImageId", { ...REQUEST, sourceImageId: "" }],
  ])("sends nothing with a wrong %s", async (what, request) => {
    await withServer(
      () => {},
      async (client, server) => {
        await expect(client.copyImage(request, noSignal())).rejects.toThrow(what);
        expect(server.requests).toEqual([]);
      },
    );
  });
});

describe("cancelCopyImage", () => {
  /** The outcome when the service responds with an error. */
  async function cancelRefusedBy(status: number, code: string): Promise<unknown> {
    let outcome: unknown;
    await withServer(
      (_request, response) => sendError(response, status, code),
      async (client) => {
        outcome = await client.cancelCopyImage("m-copy", noSignal()).catch((error: unknown) => error);
      },
      { maxRetries: 0, runtime: createTestRuntime() },
    );
    return outcome;
  }

  it("names the copy with the client's region", async () => {
    await withServer(
      (_request, response) => sendJson(response, 200, { RequestId: "R-1" }),
      async (client, server) => {
        expect(await client.cancelCopyImage("m-copy", noSignal())).toEqual({
          outcome: "cancelled",
          requestId: "R-1",
        });
        expect(server.requests[0]?.parameters).toMatchObject({
          Action: "CancelCopyImage",
          RegionId: "cn-test-1",
          ImageId: "m-copy",
        });
      },
    );
  });

  it.each([
    [404, "InvalidImageId.NotFound", "gone"],
    [400, "IncorrectImageStatus", "refused"],
    [400, "ImageCreatedNotFromCopy", "refused"],
    [400, "CancelNotSupported", "refused"],
  ])("tells from %i %s that it is %s", async (status, code, outcome) => {
    expect(await cancelRefusedBy(status, code)).toMatchObject({ outcome });
  });

  it("fails with every other error", async () => {
    const error = await cancelRefusedBy(403, "Forbidden.RAM");
    expect(error).toBeInstanceOf(EcsError);
    expect(error).toMatchObject({ code: "Forbidden.RAM" });
  });

  it("sends nothing without an image ID", async () => {
    await withServer(
      () => {},
      async (client, server) => {
        await expect(client.cancelCopyImage("", noSignal())).rejects.toThrow("imageId must not be empty");
        expect(server.requests).toEqual([]);
      },
    );
  });
});
