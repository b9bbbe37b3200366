import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { configureLog, logger } from "./logger.ts";
import { logRequest } from "./request-log.ts";

let lines: Record<string, unknown>[] = [];
beforeEach(() => {
  lines = [];
});
afterEach(() => configureLog({ environment: {} }));

const logFrom = (environment: Record<string, string>) =>
  configureLog({ environment, provider: "cloud", write: (line) => lines.push(JSON.parse(line)) });

const read = { path: "/tfplugin6.Provider/ReadResource", message: { typeName: "cloud_disk" } };

describe("a request", () => {
  test("is logged at trace with its type, duration and numbers of diagnostics, under one ID with all that it logs", async () => {
    logFrom({ TF_LOG: "trace" });
    const response = { diagnostics: [{ severity: 1 }, { severity: 2 }, { severity: 2 }] };
    const answered = await logRequest(read, async () => {
      await Promise.resolve();
      logger("http").debug("sent", { action: "DescribeDisks" });
      return response;
    });
    expect(answered).toBe(response);
    const ofRequest = {
      tf_req_id: expect.stringMatching(/^[\da-f-]{36}$/),
      tf_rpc: "ReadResource",
      tf_proto_version: "6",
      tf_resource_type: "cloud_disk",
    };
    expect(lines).toMatchObject([
      { "@level": "debug", "@message": "sent", action: "DescribeDisks", ...ofRequest },
      {
        "@level": "trace",
        "@message": "Served request",
        "@module": "provider.rpc",
        tf_req_duration_ms: expect.any(Number),
        diagnostic_error_count: 1,
        diagnostic_warning_count: 2,
        ...ofRequest,
      },
    ]);
    expect(lines[0]?.tf_req_id).toBe(lines[1]?.tf_req_id);
    logger().info("outside of it");
    expect(lines[2]).not.toHaveProperty("tf_req_id");
  });

  test("has an ID of its own, also when others are under way", async () => {
    logFrom({ TF_LOG: "trace" });
    await Promise.all([1, 2, 3].map((number) => logRequest(read, async () => ({ number }))));
    expect(new Set(lines.map(({ tf_req_id }) => tf_req_id)).size).toBe(3);
  });

  test.each([
    [
      "/tfplugin5.Provider/ReadDataSource",
      { typeName: "cloud_disks" },
      { tf_data_source_type: "cloud_disks" },
    ],
    ["/tfplugin6.Provider/ValidateDataResourceConfig", { typeName: "a" }, { tf_data_source_type: "a" }],
    ["/tfplugin6.Provider/MoveResourceState", { targetTypeName: "b" }, { tf_resource_type: "b" }],
    ["/tfplugin5.Provider/Configure", {}, { tf_rpc: "Configure", tf_proto_version: "5" }],
  ])("of %s is about the type in its message", async (path, message, fields) => {
    logFrom({ TF_LOG: "trace" });
    await logRequest({ path, message }, () => ({}));
    expect(lines).toMatchObject([{ ...fields, diagnostic_error_count: 0 }]);
  });

  test("that fails is logged with the error, which goes on", async () => {
    logFrom({ TF_LOG: "trace" });
    const failing = logRequest(read, () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(lines).toMatchObject([{ "@message": "Request failed", error: { message: "no" } }]);
  });

  test("gives its ID to lines of a level or subsystem above trace", async () => {
    logFrom({ TF_LOG_PROVIDER_CLOUD_HTTP: "info" });
    await logRequest(read, () => {
      logger("http").info("sent");
      return {};
    });
    expect(lines).toMatchObject([{ "@message": "sent", tf_rpc: "ReadResource" }]);
    expect(lines.length).toBe(1);
  });

  test.each([{}, { TF_LOG: "" }, { TF_LOG: "off" }, { TF_LOG_CORE: "trace", TF_LOG_PATH: "trace.log" }])(
    "is answered at once, without a promise of our own, when with %j nothing is logged",
    (environment) => {
      logFrom(environment);
      const response = {};
      expect(logRequest(read, () => response)).toBe(response);
    },
  );
});
