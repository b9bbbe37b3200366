import { afterEach, describe, expect, it } from "vitest";
import { EcsError } from "../errors/ecs-error.ts";
import { noSignal, testClient, testCredentials } from "../testing/test-client.ts";
import { createTestRuntime } from "../testing/test-runtime.ts";
import {
  type Responder,
  sendError,
  sendJson,
  startTestServer,
  type TestServer,
} from "../testing/test-server.ts";
import { resourceSetFinder } from "./resource-set.ts";

const sets = [
  { id: 7, resourceGroupName: "images", organizationID: 3 },
  { id: 8, resourceGroupName: "images of others", organizationID: 4 },
  { id: 9, resourceGroupName: "twice", organizationID: 3 },
  { id: 10, resourceGroupName: "twice", organizationID: 5 },
];

const allSets: Responder = (_request, response) =>
  sendJson(response, 200, { code: "200", success: true, data: sets });

let server: TestServer | undefined;
afterEach(() => server?.close());

async function given(name: string, respond: Responder = allSets) {
  server = await startTestServer(respond);
  const { url, requests } = server;
  const options = { regionId: "cn-test-1", credentials: testCredentials, runtime: createTestRuntime() };
  return { find: resourceSetFinder({ ...options, endpoint: url, name }), requests };
}

describe("a resource set", () => {
  it("is found by its exact name", async () => {
    const { find, requests } = await given("images");
    expect(await find(noSignal())).toEqual({ organizationId: "3", resourceGroupId: "7" });
    expect(requests[0]?.parameters).toMatchObject({
      Action: "ListResourceGroup",
      Version: "2019-05-10",
      resourceGroupName: "images",
      AccessKeyId: testCredentials.accessKeyId,
    });
  });

  it("is found once, however many calls need it", async () => {
    const { find, requests } = await given("images");
    await Promise.all([find(noSignal()), find(noSignal())]);
    await find(noSignal());
    expect(requests).toHaveLength(1);
  });

  it("is looked up again after a failure", async () => {
    const { find, requests } = await given("images", (request, response, count) =>
      count === 1 ? sendError(response, 500, "InternalError") : allSets(request, response, count),
    );
    await expect(find(noSignal())).rejects.toMatchObject({
      action: "ListResourceGroup",
      code: "InternalError",
    });
    expect(await find(noSignal())).toMatchObject({ resourceGroupId: "7" });
    expect(requests).toHaveLength(2);
  });

  it.each([
    ["image", "no resource set has this name"],
    ["twice", "2 resource sets have this name"],
  ])("%s is an error: %s", async (name, reason) => {
    const { find } = await given(name);
    const error = await find(noSignal()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EcsError);
    expect(error).toMatchObject({ kind: "configuration", retryable: false });
    expect(String(error)).toContain(`resource set ${name} failed: ${reason}`);
  });
});

describe("parameters and headers that are known after another call", () => {
  it("are added to every call, and an attempt that cannot get them is repeated", async () => {
    server = await startTestServer((_request, response) =>
      sendJson(response, 200, { RequestId: "R", TotalCount: 0, Images: { Image: [] } }),
    );
    let asked = 0;
    const client = testClient(server.url, {
      runtime: createTestRuntime(),
      extraParameters: { Department: "1", SourceIp: "10.0.0.1" },
      extrasProvider: async () => {
        asked++;
        if (asked === 1) throw new EcsError({ kind: "network", reason: "no route", retryable: true });
        return { parameters: { Department: "3" }, headers: { "X-Acs-OrganizationId": "3" } };
      },
    });
    await client.describeImages({ imageName: "x" }, {}, noSignal());
    await client.close();
    expect(asked).toBe(2);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.parameters).toMatchObject({ Department: "3", SourceIp: "10.0.0.1" });
    expect(server.requests[0]?.headers).toMatchObject({ "x-acs-organizationid": "3" });
  });
});
