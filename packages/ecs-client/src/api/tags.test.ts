import { describe, expect, it } from "vitest";
import { noSignal, withServer } from "../testing/test-client.ts";
import { type Responder, sendJson } from "../testing/test-server.ts";

const target = { resourceType: "image", resourceIds: ["m-1", "m-2"] };
const done: Responder = (_request, response) => sendJson(response, 200, { RequestId: "R-1" });

describe("tag calls", () => {
  it("tagResources sends keys and values, empty values included", async () => {
    await withServer(done, async (client, server) => {
      await client.tagResources(target, [{ key: "env", value: "" }], noSignal());
      expect(server.requests[0]?.parameters).toMatchObject({
        Action: "TagResources",
        ResourceType: "image",
        "ResourceId.1": "m-1",
        "ResourceId.2": "m-2",
        "Tag.1.Key": "env",
        "Tag.1.Value": "",
      });
    });
  });

  it("untagResources sends keys", async () => {
    await withServer(done, async (client, server) => {
      await client.untagResources(target, ["env", "team"], noSignal());
      expect(server.requests[0]?.parameters).toMatchObject({ "TagKey.1": "env", "TagKey.2": "team" });
    });
  });

  it("listTagResources reads a page and the token of the next one", async () => {
    const respond: Responder = ({ parameters }, response) => {
      const last = parameters.NextToken === "next";
      const tag = { ResourceId: "m-1", ResourceType: "image", TagKey: last ? "b" : "a", TagValue: "1" };
      sendJson(response, 200, { NextToken: last ? "" : "next", TagResources: { TagResource: [tag] } });
    };
    await withServer(respond, async (client) => {
      const first = await client.listTagResources(target, null, noSignal());
      expect(first).toMatchObject({
        items: [{ resourceId: "m-1", key: "a", value: "1" }],
        nextToken: "next",
      });
      expect(await client.listTagResources(target, first.nextToken, noSignal())).toMatchObject({
        items: [{ key: "b" }],
        nextToken: null,
      });
    });
  });

  it("refuse empty lists, whose meaning differs between releases", async () => {
    await withServer(done, async (client, server) => {
      const nothing = { ...target, resourceIds: [] };
      const calls = [
        client.tagResources(target, [], noSignal()),
        client.untagResources(target, [], noSignal()),
        client.listTagResources(nothing, null, noSignal()),
      ];
      for (const outcome of await Promise.allSettled(calls)) {
        expect(outcome).toMatchObject({ status: "rejected", reason: { kind: "configuration" } });
      }
      expect(server.requests).toHaveLength(0);
    });
  });
});
