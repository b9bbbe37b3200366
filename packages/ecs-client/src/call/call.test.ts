import { describe, expect, it } from "vitest";
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
import type { CredentialsRequest } from "./options.ts";

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
      /\(endpoint http:\/\/127\.0\.0\.1:\d+, 3 attempts\)\. The service may have done the work all the same\.$/,
    );
  });

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
  it("are asked for once more when the service calls the token expired", async () => {
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
  it("tells of calls, repetitions and throttling, and holds no secret", async () => {
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
      "info: repeating an ECS call",
      "debug: ECS call",
    ]);
    expect(entries[1]?.[2]).toMatchObject({ action: "CreateImage", throttledCount: 1 });
    const text = JSON.stringify(entries);
    for (const secret of [...Object.values(testCredentials), "Signature"]) expect(text).not.toContain(secret);
  });
});
