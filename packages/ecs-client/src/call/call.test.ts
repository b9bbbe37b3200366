import { describe, expect, it } from "vitest";
import type { EcsClient } from "../client.ts";
import { signatureV1 } from "../signature/v1.ts";
import {
  createError,
  exampleCreate,
  noSignal,
  testClient,
  testCredentials,
  withServer,
} from "../testing/test-client.ts";
import { createTestRuntime } from "../testing/test-runtime.ts";
import { type Responder, sendError, sendJson } from "../testing/test-server.ts";
import type { CredentialsRequest, EcsClientOptions } from "./client-options.ts";
import type { LogFields, Logger } from "./logger.ts";

const succeed: Responder = (_request, response) =>
  sendJson(response, 200, { RequestId: "R-1", ImageId: "m-1" });

describe("a call", () => {
  it("is a signed form POST to the endpoint's path, with a slash at its end", async () => {
    await withServer(succeed, async (_client, server) => {
      const client = testClient(`${server.url}/asapi/v3`, {
        extraParameters: { Department: "7", ResourceGroup: "9", RegionId: "overridden" },
        extraHeaders: { "X-ACS-OrganizationId": "7" },
        userAgent: "test/1",
      });
      await client.createImage(exampleCreate, noSignal());
      await client.close();
      const [request] = server.requests;
      expect(request).toMatchObject({ method: "POST", target: "/asapi/v3/" });
      expect(request?.headers).toMatchObject({
        "x-acs-organizationid": "7",
        "x-acs-action": "CreateImage",
        "user-agent": "test/1",
      });
      expect(request?.parameters).toMatchObject({
        Department: "7",
        ResourceGroup: "9",
        RegionId: "cn-test-1",
      });
      const { Signature, ...signed } = request?.parameters ?? {};
      expect(Signature).toBe(signatureV1("POST", Object.entries(signed), testCredentials.accessKeySecret));
    });
  });

  it("can be signed with version 3", async () => {
    await withServer(
      succeed,
      async (client, server) => {
        await client.createImage(exampleCreate, noSignal());
        expect(server.requests[0]?.headers.authorization).toMatch(
          /^ACS3-HMAC-SHA256 Credential=LTAIexampleid,/,
        );
        expect(server.requests[0]?.parameters).not.toHaveProperty("Signature");
      },
      { signatureVersion: "v3" },
    );
  });

  it("has a new nonce, time stamp and signature for each attempt, and the same client token", async () => {
    const respond: Responder = (request, response, count) =>
      count < 3 ? sendError(response, 503, "ServiceUnavailable") : succeed(request, response, count);
    await withServer(
      respond,
      async (client, server) => {
        await client.createImage(exampleCreate, noSignal());
        for (const name of ["SignatureNonce", "Signature"]) {
          expect(new Set(server.requests.map(({ parameters }) => parameters[name])).size).toBe(3);
        }
        const [first, , third] = server.requests.map(({ parameters }) => parameters.Timestamp);
        expect(third).not.toBe(first);
        expect(new Set(server.requests.map(({ parameters }) => parameters.ClientToken))).toEqual(
          new Set(["token-1"]),
        );
      },
      { runtime: createTestRuntime() },
    );
  });

  it("reports nothing and sends nothing when its signal has fired already", async () => {
    await withServer(succeed, async (client, server) => {
      const reason = new Error("stop");
      await expect(client.createImage(exampleCreate, AbortSignal.abort(reason))).rejects.toMatchObject({
        kind: "aborted",
        ambiguous: false,
        cause: reason,
      });
      expect(server.requests).toHaveLength(0);
    });
  });

  it("ends at once when its signal fires, and says that a create may have been carried out", async () => {
    const controller = new AbortController();
    const respond: Responder = () => controller.abort(new Error("interrupt"));
    await withServer(respond, async (client) => {
      await expect(client.createImage(exampleCreate, controller.signal)).rejects.toMatchObject({
        kind: "aborted",
        ambiguous: true,
        cause: { message: "interrupt" },
      });
    });
  });

  it("waits as long as x-acs-retry-after asks for", async () => {
    const runtime = createTestRuntime(0);
    const respond: Responder = (request, response, count) =>
      count === 1
        ? sendJson(response, 400, { Code: "Throttling.User" }, { "x-acs-retry-after": "1234" })
        : succeed(request, response, count);
    await withServer(
      respond,
      async (client) => {
        await client.createImage(exampleCreate, noSignal());
        expect(runtime.sleeps[0]).toBe(1234);
      },
      { runtime },
    );
  });
});

describe("a create that was not sent", () => {
  const pending = (signal: AbortSignal) =>
    new Promise<never>((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

  it.each<[string, object, Partial<EcsClientOptions>]>([
    [
      "because the name of the host is unknown",
      { kind: "network" },
      { endpoint: "http://no-such-host.invalid" },
    ],
    ["because the connection was refused", { kind: "network" }, { endpoint: "http://127.0.0.1:9" }],
    ["because the other side speaks no TLS", { kind: "no-tls" }, {}],
    [
      "because the proxy cannot be reached",
      { kind: "network" },
      { endpoint: "http://127.0.0.1:9", proxyUrl: "http://127.0.0.1:9" },
    ],
    [
      "because credentials failed",
      { kind: "credentials" },
      { credentials: () => Promise.reject(new Error("no role")) },
    ],
    [
      "because credentials are of the wrong type",
      { kind: "credentials" },
      // What JavaScript may give in spite of the types.
      { credentials: async () => JSON.parse('{"accessKeyId":"id","accessKeySecret":7}') },
    ],
    [
      "because it was cancelled while it waited for credentials",
      { kind: "aborted" },
      { credentials: ({ signal }) => pending(signal) },
    ],
  ])("%s cannot have taken effect", async (_what, expected, options) => {
    await withServer(succeed, async (_client, server) => {
      const client = testClient(server.url.replace("http:", "https:"), { maxRetries: 0, ...options });
      const error = await client
        .createImage(exampleCreate, AbortSignal.timeout(2000))
        .catch((thrown) => thrown);
      expect(error).toMatchObject({ ...expected, ambiguous: false, mayHaveTakenEffect: false });
      expect(error.message).not.toContain("may have done");
      await client.close();
    });
  });

  it("because it was cancelled while it waited for its turn cannot have taken effect", async () => {
    const respond: Responder = (_request, response) => sendError(response, 400, "Throttling.User");
    await withServer(respond, async (client) => {
      const calls = Array.from({ length: 5 }, () =>
        client.createImage(exampleCreate, AbortSignal.timeout(300)),
      );
      for (const outcome of await Promise.allSettled(calls)) {
        expect(outcome).toMatchObject({ reason: { kind: "aborted", mayHaveTakenEffect: false } });
      }
    });
  });
});

describe("an error", () => {
  it("names action, object, message, code, status and request ID", async () => {
    const error = await createError((_request, response) =>
      sendError(response, 400, "InvalidImageName.Duplicated", "The specified image name is already in use."),
    );
    expect(error.message).toBe(
      'CreateImage of image "golden" failed: The specified image name is already in use. ' +
        "(code InvalidImageName.Duplicated, HTTP 400, request ID R-ERROR)",
    );
  });

  it("says that the work may have been done, and how often it was tried", async () => {
    const error = await createError((_request, response) => response.destroy(), 2);
    expect(error).toMatchObject({ kind: "network", ambiguous: true, attempts: 3 });
    expect(error.message).toMatch(
      /\(endpoint http:\/\/127\.0\.0\.1:\d+, 3 attempts\)\. A request got no response, so the service may have done the work anyway\.$/,
    );
  });

  it.each([
    [500, { Code: "InternalError", Message: "Sorry." }],
    [502, "<html>Bad Gateway</html>"],
    [504, { Code: "RequestTimeout", Message: "Late." }],
  ])(
    "of a response %i says that the work may have been done, not that there was no response",
    async (status, body) => {
      const error = await createError((_request, response) => {
        response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
      }, 2);
      expect(error).toMatchObject({ ambiguous: false, mayHaveTakenEffect: true, attempts: 3 });
      expect(error.message).toMatch(/\. The service may have done the work anyway\.$/);
    },
  );

  it("holds no secret when the service echoes the string to sign", async () => {
    const error = await createError((request, response) => {
      const echo = `server string to sign is:POST&%2F&${encodeURIComponent(request.body)}`;
      sendError(response, 400, "SignatureDoesNotMatch", `Specified signature is not matched. ${echo}`);
    });
    expect(error.code).toBe("SignatureDoesNotMatch");
    const everything = JSON.stringify([error.message, error.serviceMessage, error.stack, error]);
    for (const secret of Object.values(testCredentials)) {
      for (const form of [
        secret,
        encodeURIComponent(secret),
        encodeURIComponent(encodeURIComponent(secret)),
      ]) {
        expect(everything).not.toContain(form);
      }
    }
  });
});

describe("credentials", () => {
  it("are requested once more when the service calls the token expired", async () => {
    const asked: (string | undefined)[] = [];
    const respond: Responder = (request, response, count) =>
      request.parameters.SecurityToken === "old"
        ? sendError(response, 400, "InvalidSecurityToken.Expired")
        : succeed(request, response, count);
    const credentials = async ({ expired }: CredentialsRequest) => {
      asked.push(expired?.securityToken);
      return { ...testCredentials, securityToken: expired ? "new" : "old" };
    };
    await withServer(
      respond,
      async (client) => {
        await client.createImage(exampleCreate, noSignal());
        expect(asked).toEqual([undefined, "old"]);
      },
      { credentials },
    );
  });

  it.each([
    ["expired for good", "InvalidSecurityToken.Expired", 2],
    ["wrong", "InvalidAccessKeyId.NotFound", 1],
  ])("that are %s give the error at once", async (_what, code, requests) => {
    await withServer(
      (_request, response) => sendError(response, 400, code),
      async (client, server) => {
        await expect(client.createImage(exampleCreate, noSignal())).rejects.toMatchObject({ code });
        expect(server.requests).toHaveLength(requests);
      },
    );
  });

  it.each([
    [
      "fails",
      () => Promise.reject(new Error("no role")),
      /CreateImage of .* failed: no credentials: no role/,
    ],
    ["gives empty ones", async () => ({ accessKeyId: "", accessKeySecret: "" }), /is empty/],
  ])("whose provider %s are an error of that kind", async (_what, credentials, message) => {
    await withServer(
      succeed,
      async (client, server) => {
        const error = await client.createImage(exampleCreate, noSignal()).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ kind: "credentials", message: expect.stringMatching(message) });
        expect(server.requests).toHaveLength(0);
      },
      { credentials },
    );
  });

  it("that never come do not keep an aborted call", async () => {
    const controller = new AbortController();
    const credentials = () =>
      new Promise<never>(() => setImmediate(() => controller.abort(new Error("stop"))));
    await withServer(
      succeed,
      async (client) => {
        await expect(client.createImage(exampleCreate, controller.signal)).rejects.toMatchObject({
          kind: "aborted",
        });
      },
      { credentials },
    );
  });
});

describe("the log", () => {
  it("tells of calls, retries and throttling, and holds no secret", async () => {
    const entries: unknown[][] = [];
    const respond: Responder = (request, response, count) =>
      count === 1 ? sendError(response, 400, "Throttling.User") : succeed(request, response, count);
    await withServer(
      respond,
      async (client) => {
        await client.createImage(exampleCreate, noSignal());
      },
      { runtime: createTestRuntime(), logger: (...entry) => entries.push(entry) },
    );
    expect(entries.map(([level, message]) => `${level}: ${message}`)).toEqual([
      "debug: ECS call",
      "warn: slowed down, the service is throttling",
      "info: retrying an ECS call",
      "debug: ECS call",
    ]);
    expect(entries[1]?.[2]).toMatchObject({ action: "CreateImage", throttledCount: 1 });
    const text = JSON.stringify(entries);
    for (const secret of [...Object.values(testCredentials), "Signature"]) expect(text).not.toContain(secret);
  });

  /** The entries of the calls of the body, without those about retries. */
  async function logOf(respond: Responder, body: (client: EcsClient) => Promise<unknown>) {
    const entries: LogFields[] = [];
    const logger: Logger = (_level, _message, fields) => entries.push(fields);
    await withServer(respond, (client) => body(client).then(() => {}), { logger });
    return entries;
  }

  it("names the source and the image of a create", async () => {
    const request = {
      clientToken: "token-1",
      imageName: "golden",
      diskDeviceMappings: [{ snapshotId: "s-1" }, { sizeGib: 40 }, { snapshotId: "s-2" }],
      tags: [{ key: "env", value: "hidden" }],
    };
    const entries = await logOf(succeed, (client) => client.createImage(request, noSignal()));
    expect(entries).toMatchObject([
      {
        action: "CreateImage",
        regionId: "cn-test-1",
        imageId: "m-1",
        imageName: "golden",
        snapshotId: "s-1,s-2",
        requestId: "R-1",
        httpStatus: 200,
      },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/token-1|hidden/);
  });

  it("names source and copy of a copy", async () => {
    const request = {
      clientToken: "t",
      sourceImageId: "m-0",
      destinationRegionId: "cn-2",
      imageName: "copy",
    };
    expect(await logOf(succeed, (client) => client.copyImage(request, noSignal()))).toMatchObject([
      { sourceImageId: "m-0", imageId: "m-1", imageName: "copy", destinationRegionId: "cn-2" },
    ]);
  });

  it("names every object of a list", async () => {
    const respond: Responder = (_request, response) =>
      sendJson(response, 200, { Snapshots: { Snapshot: [] } });
    const entries = await logOf(respond, (client) =>
      client.describeSnapshots({ snapshotIds: ["s-1", "s-2"] }, {}, noSignal()),
    );
    expect(entries).toMatchObject([{ action: "DescribeSnapshots", snapshotId: "s-1,s-2" }]);
  });

  it("has an entry also for a call without a response", async () => {
    const entries = await logOf(
      (_request, response) => response.destroy(),
      (client) => client.deleteImage("m-1", false, AbortSignal.timeout(200)).catch(() => {}),
    );
    expect(entries[0]).toMatchObject({ imageId: "m-1", httpStatus: null, kind: "network" });
  });
});
