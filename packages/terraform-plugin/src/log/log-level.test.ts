import { describe, expect, test } from "vitest";
import { logThreshold } from "./log-level.ts";

describe("logThreshold", () => {
  test.each([
    [{}, "off"],
    [{ TF_LOG: "" }, "off"],
    [{ TF_LOG: "WARN" }, "warn"],
    [{ TF_LOG: " debug " }, "debug"],
    [{ TF_LOG: "OFF" }, "off"],
    [{ TF_LOG: "JSON" }, "trace"],
    [{ TF_LOG: "1" }, "trace"],
    [{ TF_LOG: "error", TF_LOG_PROVIDER: "info" }, "info"],
    [{ TF_LOG_PROVIDER: "error", TF_LOG_PROVIDER_MY_CLOUD: "debug" }, "debug"],
    [{ TF_LOG_PROVIDER_MY_CLOUD: "debug", TF_LOG_PROVIDER_MY_CLOUD_HTTP: "off" }, "off"],
    [{ TF_LOG: "trace", TF_LOG_PROVIDER_MY_CLOUD_HTTP: "" }, "trace"],
    [{ TF_LOG_PROVIDER_OTHER: "trace", TF_LOG_CORE: "trace" }, "off"],
  ])("with %j the subsystem http of my-cloud writes from %s", (environment, threshold) => {
    expect(logThreshold(environment, "my-cloud", "http")).toBe(threshold);
  });

  test("the variable of a subsystem says nothing about the rest of the provider", () => {
    expect(logThreshold({ TF_LOG_PROVIDER_CLOUD_HTTP: "trace" }, "cloud", undefined)).toBe("off");
  });

  test("a provider whose name is not known yet follows the general variables", () => {
    expect(logThreshold({ TF_LOG: "info", TF_LOG_PROVIDER_CLOUD: "trace" }, undefined, "http")).toBe("info");
  });
});
