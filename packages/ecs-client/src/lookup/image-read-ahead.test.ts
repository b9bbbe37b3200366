import { setMaxListeners } from "node:events";
import { describe, expect, it } from "vitest";
import type { EcsClient } from "../client.ts";
import { imageService } from "../testing/image-service.ts";
import { exampleCreate, noSignal, withServer } from "../testing/test-client.ts";
import { type Responder, sendError, sendJson } from "../testing/test-server.ts";

const maxAgeMs = 30_000;

const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `m-${index}`);

/** Looks all images up as a host does: so many at a time, each worker one after the other. */
async function refresh(client: EcsClient, ids: readonly string[], parallelism = 10) {
  const found = new Map<string, string | null>();
  const queue = [...ids];
  const worker = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const image = await client.describeImage(id, noSignal(), { maxAgeMs });
      found.set(id, image?.imageId ?? null);
    }
  };
  await Promise.all(Array.from({ length: parallelism }, worker));
  return ids.map((id) => found.get(id));
}

describe("reading ahead", () => {
  it.each([1, 10, 100])(
    "asks for 1000 images with at most 20 calls at a parallelism of %i",
    async (parallelism) => {
      const ids = idsOf(1000);
      await withServer(imageService(ids), async (client, server) => {
        expect(await refresh(client, ids, parallelism)).toEqual(ids);
        expect(server.requests.length).toBeLessThanOrEqual(20);
      });
    },
  );

  it("asks for 1000 images of a service that does not count them with few calls", async () => {
    const ids = idsOf(1000);
    await withServer(imageService(ids, { counts: false }), async (client, server) => {
      expect(await refresh(client, ids)).toEqual(ids);
      expect(server.requests.length).toBeLessThanOrEqual(30);
    });
  });

  it("looks a few images up by their IDs", async () => {
    const ids = idsOf(1000);
    await withServer(imageService(ids), async (client, server) => {
      await refresh(client, ids.slice(0, 8));
      expect(server.requests.every(({ parameters }) => parameters.ImageId !== undefined)).toBe(true);
    });
  });

  it("does not read a long list for a few of its images", async () => {
    const ids = idsOf(10_000);
    await withServer(imageService(ids), async (client, server) => {
      expect(await refresh(client, ids.slice(0, 100))).toEqual(ids.slice(0, 100));
      const lists = server.requests.filter(({ parameters }) => parameters.ImageId === undefined);
      expect(lists).toHaveLength(1);
    });
  });

  it("reads a long list when most of its images are wanted", async () => {
    const ids = idsOf(4000);
    await withServer(imageService(ids), async (client, server) => {
      expect(await refresh(client, ids)).toEqual(ids);
      expect(server.requests.length).toBeLessThanOrEqual(40 + 1 + 10);
    });
  });

  it("takes the service's own word for an image that is not in the list", async () => {
    const ids = idsOf(100);
    const service = imageService(ids);
    const lists: Responder = (request, response, count) =>
      request.parameters.ImageId === undefined
        ? imageService(ids.slice(0, 50))(request, response, count)
        : service(request, response, count);
    await withServer(lists, async (client) => {
      expect(await refresh(client, [...ids, "m-gone"])).toEqual([...ids, null]);
    });
  });

  it("forgets what it read when something is changed through the same client", async () => {
    const ids = idsOf(100);
    const service = imageService(ids);
    const respond: Responder = (request, response, count) =>
      request.parameters.Action === "CreateImage"
        ? sendJson(response, 200, { ImageId: "m-new", RequestId: "R-1" })
        : service(request, response, count);
    await withServer(respond, async (client, server) => {
      await refresh(client, ids);
      const before = server.requests.length;
      await client.describeImage("m-1", noSignal(), { maxAgeMs });
      expect(server.requests).toHaveLength(before);
      await client.createImage(exampleCreate, noSignal());
      await client.describeImage("m-1", noSignal(), { maxAgeMs });
      expect(server.requests).toHaveLength(before + 2);
    });
  });

  it("calls the service for a lookup that wants a fresh result", async () => {
    const ids = idsOf(100);
    await withServer(imageService(ids), async (client, server) => {
      await refresh(client, ids);
      const before = server.requests.length;
      await client.describeImage("m-1", noSignal());
      expect(server.requests).toHaveLength(before + 1);
    });
  });

  it("goes on by ID when the list cannot be read", async () => {
    const ids = idsOf(60);
    const service = imageService(ids);
    const respond: Responder = (request, response, count) =>
      request.parameters.ImageId === undefined
        ? sendError(response, 403, "Forbidden.RAM")
        : service(request, response, count);
    await withServer(respond, async (client) => {
      expect(await refresh(client, ids)).toEqual(ids);
    });
  });

  it("rejects a caller that gives up at once, while the list is being read", async () => {
    const ids = idsOf(60);
    const service = imageService(ids);
    const respond: Responder = (request, response, count) => {
      if (request.parameters.ImageId !== undefined) service(request, response, count);
    };
    await withServer(respond, async (client) => {
      const controller = new AbortController();
      setMaxListeners(0, controller.signal);
      const lookups = ids.slice(0, 30).map((id) => client.describeImage(id, controller.signal, { maxAgeMs }));
      setTimeout(() => controller.abort(new Error("stop")), 50);
      const outcomes = await Promise.allSettled(lookups);
      const waiting = outcomes.filter(({ status }) => status === "rejected");
      expect(waiting.length).toBeGreaterThan(0);
      for (const outcome of waiting) {
        expect(outcome).toMatchObject({ reason: { kind: "aborted" } });
      }
    });
  });
});
