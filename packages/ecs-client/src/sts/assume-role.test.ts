import { afterEach, describe, expect, it } from "vitest";
import { EcsError } from "../errors/ecs-error.ts";
import type { Credentials } from "../signature/call-to-sign.ts";
import { noSignal, testCredentials } from "../testing/test-client.ts";
import { createTestRuntime, type TestRuntime } from "../testing/test-runtime.ts";
import {
  type Responder,
  sendError,
  sendJson,
  startTestServer,
  type TestServer,
} from "../testing/test-server.ts";
import { assumeRole } from "./assume-role.ts";

const MINUTE_MS = 60_000;
const ROLE = "acs:ram::1:role/builder";

let server: TestServer | undefined;
afterEach(() => server?.close());

/** Gives out the session `STS.1`, then `STS.2`, and so on. */
const sessions: Responder = (_request, response, count) =>
  sendJson(response, 200, {
    RequestId: "R-1",
    Credentials: {
      AccessKeyId: `STS.${count}`,
      AccessKeySecret: "s",
      SecurityToken: "t",
      Expiration: "2016-02-23T13:46:24Z",
    },
  });

async function given(respond: Responder, options: { sessionSeconds?: number; policy?: string } = {}) {
  const started = await startTestServer(respond);
  server = started;
  const runtime = createTestRuntime();
  const provide = assumeRole({
    endpoint: started.url,
    regionId: "cn-test-1",
    credentials: testCredentials,
    roleArn: ROLE,
    sessionName: "terraform",
    runtime,
    ...options,
  });
  /** The access key of the session; after one that the service has called expired, a new one. */
  const ask = async (expired: Credentials | null = null) =>
    (await provide({ expired, signal: noSignal() })).accessKeyId;
  return { ask, provide, runtime, requests: () => started.requests };
}

function pass(runtime: TestRuntime, milliseconds: number): Promise<void> {
  return runtime.sleep(milliseconds, noSignal());
}

describe("an assumed role", () => {
  it("is requested by name, with the caller's own key", async () => {
    const { provide, requests } = await given(sessions, { sessionSeconds: 900, policy: "{}" });
    expect(await provide({ expired: null, signal: noSignal() })).toEqual({
      accessKeyId: "STS.1",
      accessKeySecret: "s",
      securityToken: "t",
    });
    expect(requests()[0]?.parameters).toMatchObject({
      Action: "AssumeRole",
      Version: "2015-04-01",
      AccessKeyId: testCredentials.accessKeyId,
      RoleArn: ROLE,
      RoleSessionName: "terraform",
      DurationSeconds: "900",
      Policy: "{}",
    });
  });

  it("asks for no length and no policy that nobody set", async () => {
    const { ask, requests } = await given(sessions);
    await ask();
    expect(requests()[0]?.parameters).not.toHaveProperty("DurationSeconds");
    expect(requests()[0]?.parameters).not.toHaveProperty("Policy");
  });

  it("is assumed once for calls that come together", async () => {
    const { ask, requests } = await given(sessions);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(["STS.1", "STS.1", "STS.1"]);
    expect(requests()).toHaveLength(1);
  });

  it.each([
    [undefined, 55],
    [3600, 55],
    [900, 12],
  ])("of %s seconds is assumed anew after %d minutes", async (sessionSeconds, minutes) => {
    const { ask, runtime } = await given(sessions, sessionSeconds === undefined ? {} : { sessionSeconds });
    await ask();
    await pass(runtime, minutes * MINUTE_MS - 1);
    expect(await ask()).toBe("STS.1");
    await pass(runtime, 1);
    expect(await ask()).toBe("STS.2");
    expect(await ask()).toBe("STS.2");
  });

  it("is assumed anew, once, when the service calls the session expired, however young that is", async () => {
    const { ask, provide, requests } = await given(sessions);
    const first = await provide({ expired: null, signal: noSignal() });
    expect(await Promise.all([ask(first), ask(first)])).toEqual(["STS.2", "STS.2"]);
    // A third call of those that the first session had failed.
    expect(await ask(first)).toBe("STS.2");
    expect(await ask()).toBe("STS.2");
    expect(requests()).toHaveLength(2);
  });
});

describe("a renewal that fails", () => {
  const once: Responder = (request, response, count) =>
    count === 1 ? sessions(request, response, count) : sendError(response, 503, "ServiceUnavailable");

  it("leaves the session in use as long as it lasts", async () => {
    const { ask, runtime, requests } = await given(once);
    await ask();
    await pass(runtime, 56 * MINUTE_MS);
    expect(await ask()).toBe("STS.1");
    expect(requests()).toHaveLength(2);
    await pass(runtime, 4 * MINUTE_MS);
    await expect(ask()).rejects.toMatchObject({ action: "AssumeRole", code: "ServiceUnavailable" });
  });

  it("is an error when the service calls the session expired", async () => {
    const { ask, provide } = await given(once);
    const first = await provide({ expired: null, signal: noSignal() });
    await expect(ask(first)).rejects.toMatchObject({ code: "ServiceUnavailable" });
  });
});

describe("a role that cannot be assumed", () => {
  it("is an error that names it, and is assumed anew by the next call", async () => {
    const refuseFirst: Responder = (request, response, count) =>
      count === 1 ? sendError(response, 403, "NoPermission") : sessions(request, response, count);
    const { ask } = await given(refuseFirst);
    const error = await ask().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(EcsError);
    expect(String(error)).toMatch(/AssumeRole of role acs:ram::1:role\/builder failed: .*NoPermission/);
    expect(await ask()).toBe("STS.2");
  });

  it.each([
    ["nothing", {}, "Credentials is missing"],
    [
      "no secret",
      { Credentials: { AccessKeyId: "STS.1", SecurityToken: "hidden" } },
      "AccessKeySecret is missing",
    ],
    ["a text", { Credentials: "hidden" }, "Credentials is a string instead of an object"],
  ])("because the response holds %s is an error that shows none of it", async (_what, body, text) => {
    const { ask } = await given((_request, response) =>
      sendJson(response, 200, { RequestId: "R-1", ...body }),
    );
    const error = await ask().catch((caught: unknown) => caught);
    expect(String(error)).toContain(text);
    expect(String(error)).not.toContain("hidden");
  });

  it("keeps nobody waiting who gives up", async () => {
    const { provide } = await given(() => {});
    const controller = new AbortController();
    const waiting = provide({ expired: null, signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
  });
});
