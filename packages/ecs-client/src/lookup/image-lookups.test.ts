import { describe, expect, it } from "vitest";
import { imageService } from "../testing/image-service.ts";
import { noSignal, withServer } from "../testing/test-client.ts";
import { type Responder, sendError, sendJson } from "../testing/test-server.ts";

const everyStatus = "Creating,Waiting,Available,UnAvailable,CreateFailed,Deprecated";
const olderStatuses = "Creating,Waiting,Available,UnAvailable,CreateFailed";

describe("describeImage", () => {
  it("asks for 250 images that are wanted together with three calls, own images of every status", async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `m-${index}`);
    await withServer(imageService(ids.slice(0, 249)), async (client, server) => {
      const images = await Promise.all(ids.map((id) => client.describeImage(id, noSignal())));
      expect(images.map((image) => image?.imageId ?? null)).toEqual([...ids.slice(0, 249), null]);
      expect(server.requests).toHaveLength(3);
      expect(server.requests[0]?.parameters).toMatchObject({
        Action: "DescribeImages",
        ImageOwnerAlias: "self",
        Status: everyStatus,
        PageSize: "100",
      });
    });
  });

  describe.each([
    ["that counts", true],
    ["that does not count", false],
  ])("of a service with short pages %s", (_what, counts) => {
    it("finds every image", async () => {
      const ids = ["m-1", "m-2", "m-3"];
      await withServer(imageService(ids, { maxPageSize: 2, counts }), async (client, server) => {
        const images = await Promise.all(ids.map((id) => client.describeImage(id, noSignal())));
        expect(images.map((image) => image?.imageId)).toEqual(ids);
        expect(server.requests).toHaveLength(2);
      });
    });

    it("is null for the one that does not exist", async () => {
      const ids = ["m-1", "m-2", "m-3"];
      await withServer(imageService(ids, { maxPageSize: 2, counts }), async (client) => {
        const images = await Promise.all(
          [...ids, "m-gone"].map((id) => client.describeImage(id, noSignal())),
        );
        expect(images.map((image) => image?.imageId ?? null)).toEqual([...ids, null]);
      });
    });
  });

  it("finds an image that moved to another page while the pages were read", async () => {
    const images = ["m-1", "m-2", "m-3", "m-4", "m-5"];
    const respond: Responder = (request, response, count) => {
      if (count === 2) images.shift();
      imageService(images, { maxPageSize: 2 })(request, response, count);
    };
    await withServer(respond, async (client) => {
      const wanted = [...images];
      const found = await Promise.all(wanted.map((id) => client.describeImage(id, noSignal())));
      expect(found.map((image) => image?.imageId)).toEqual(wanted);
    });
  });

  it.each<[string, Responder]>([
    [
      "counts more images than its pages have",
      (_request, response) => sendJson(response, 200, { TotalCount: 2, Images: { Image: [] } }),
    ],
    [
      "gives the same page whatever the page number",
      (_request, response) =>
        sendJson(response, 200, { TotalCount: 2, Images: { Image: [{ ImageId: "m-1" }] } }),
    ],
    [
      "loses an image between its pages",
      ({ parameters }, response) =>
        sendJson(response, 200, {
          TotalCount: 2,
          Images: { Image: parameters.PageNumber === "1" ? [{ ImageId: "m-1" }] : [] },
        }),
    ],
  ])(
    "fails when the service %s: a broken list must not look like a missing image",
    async (_what, respond) => {
      await withServer(respond, async (client) => {
        const lookups = [client.describeImage("m-1", noSignal()), client.describeImage("m-2", noSignal())];
        for (const lookup of await Promise.allSettled(lookups)) {
          expect(lookup).toMatchObject({ status: "rejected", reason: { kind: "malformed-response" } });
        }
      });
    },
  );

  it.each(["InvalidStatus.NotFound", "InvalidParamter", "InvalidParameter.Status"])(
    "does without Deprecated where the service refuses it with %s, and remembers that",
    async (code) => {
      const service = imageService(["m-1"]);
      const respond: Responder = (request, response, count) =>
        request.parameters.Status === everyStatus
          ? sendError(response, 400, code)
          : service(request, response, count);
      await withServer(respond, async (client, server) => {
        expect(await client.describeImage("m-1", noSignal())).toMatchObject({ imageId: "m-1" });
        expect(await client.describeImage("m-2", noSignal())).toBeNull();
        expect(server.requests.map(({ parameters }) => parameters.Status)).toEqual([
          everyStatus,
          olderStatuses,
          olderStatuses,
        ]);
      });
    },
  );

  it("keeps asking for Deprecated when it was not to blame", async () => {
    await withServer(
      (_request, response) => sendError(response, 400, "InvalidParameter"),
      async (client, server) => {
        await expect(client.describeImage("m-1", noSignal())).rejects.toMatchObject({
          code: "InvalidParameter",
        });
        await expect(client.describeImage("m-1", noSignal())).rejects.toMatchObject({
          code: "InvalidParameter",
        });
        expect(server.requests[2]?.parameters.Status).toBe(everyStatus);
      },
    );
  });

  it("finds the others when the service refuses a list for one ID", async () => {
    const service = imageService(["m-1", "m-2", "m-3"]);
    const respond: Responder = (request, response, count) =>
      request.parameters.ImageId?.split(",").includes("bad")
        ? sendError(response, 404, "InvalidImageId.Malformed")
        : service(request, response, count);
    await withServer(respond, async (client) => {
      const ids = ["m-1", "bad", "m-2", "m-3"];
      const images = await Promise.all(ids.map((id) => client.describeImage(id, noSignal())));
      expect(images.map((image) => image?.imageId ?? null)).toEqual(["m-1", null, "m-2", "m-3"]);
    });
  });

  it("names the caller's own image in an error of the shared call", async () => {
    await withServer(
      (_request, response) => sendError(response, 403, "Forbidden.RAM", "No."),
      async (client) => {
        const errors = await Promise.all(
          ["m-1", "m-2"].map((id) =>
            client.describeImage(id, noSignal()).catch((error: Error) => error.message),
          ),
        );
        expect(errors).toEqual([
          "DescribeImages of image m-1 failed: No. (code Forbidden.RAM, HTTP 403, request ID R-ERROR)",
          "DescribeImages of image m-2 failed: No. (code Forbidden.RAM, HTTP 403, request ID R-ERROR)",
        ]);
      },
    );
  });

  it("gives an aborted caller its reason and the others their image", async () => {
    const controller = new AbortController();
    const service = imageService(["m-1", "m-2"]);
    const respond: Responder = (request, response, count) => {
      controller.abort(new Error("stop"));
      setTimeout(() => service(request, response, count), 20);
    };
    await withServer(respond, async (client) => {
      const [first, second] = await Promise.allSettled([
        client.describeImage("m-1", controller.signal),
        client.describeImage("m-2", noSignal()),
      ]);
      expect(first).toMatchObject({
        status: "rejected",
        reason: { kind: "aborted", cause: { message: "stop" } },
      });
      expect(second).toMatchObject({ status: "fulfilled", value: { imageId: "m-2" } });
    });
  });

  it.each([
    ["has no list", { RequestId: "R" }],
    ["has a list of something else", { Images: { Image: ["m-1"] } }],
    ["has an image without ID", { Images: { Image: [{}] } }],
  ])("fails when the response %s: damage must not look like a missing image", async (_what, body) => {
    await withServer(
      (_request, response) => sendJson(response, 200, body),
      async (client) => {
        await expect(client.describeImage("m-1", noSignal())).rejects.toMatchObject({
          kind: "malformed-response",
        });
      },
    );
  });

  it.each(["", "m-1,m-2", "m 1"])(
    "refuses the ID %j, which would ask for something else",
    async (imageId) => {
      await withServer(imageService(["m-1"]), async (client, server) => {
        await expect(client.describeImage(imageId, noSignal())).rejects.toMatchObject({
          kind: "configuration",
        });
        expect(server.requests).toHaveLength(0);
      });
    },
  );
});

describe("describeImageByName", () => {
  it("takes the exact name out of what the service finds, over all pages", async () => {
    const ids = Array.from({ length: 150 }, (_, index) => `m-${index}`);
    await withServer(imageService(ids), async (client, server) => {
      const image = await client.describeImageByName("name of m-149", noSignal());
      expect(image).toMatchObject({ imageId: "m-149" });
      expect(server.requests.map(({ parameters }) => parameters.PageNumber)).toEqual(["1", "2"]);
    });
  });

  it("is null when names only resemble it", async () => {
    await withServer(imageService(["m-1"]), async (client) => {
      expect(await client.describeImageByName("name of m", noSignal())).toBeNull();
    });
  });

  it("names the image in its error", async () => {
    await withServer(
      (_request, response) => sendError(response, 403, "Forbidden.RAM", "No."),
      async (client) => {
        await expect(client.describeImageByName("golden", noSignal())).rejects.toThrow(
          'DescribeImages of image "golden" failed: No.',
        );
      },
    );
  });
});

describe("describeAnyImage", () => {
  it("asks for every owner and every status, and says who owns the image", async () => {
    const image = { ImageId: "m-1", ImageOwnerAlias: "system", IsCopied: "False" };
    await withServer(
      (_request, response) => sendJson(response, 200, { TotalCount: 1, Images: { Image: [image] } }),
      async (client, server) => {
        expect(await client.describeAnyImage("m-1", noSignal())).toMatchObject({
          imageOwnerAlias: "system",
          isCopied: false,
        });
        expect(server.requests[0]?.parameters).toMatchObject({ ImageId: "m-1", Status: everyStatus });
        expect(server.requests[0]?.parameters).not.toHaveProperty("ImageOwnerAlias");
      },
    );
  });

  it.each<[string, Responder]>([
    ["finds none", imageService([])],
    ["refuses the ID", (_request, response) => sendError(response, 404, "InvalidImageId.NotFound")],
  ])("is null when the service %s", async (_what, respond) => {
    await withServer(respond, async (client) => {
      expect(await client.describeAnyImage("m-1", noSignal())).toBeNull();
    });
  });
});
