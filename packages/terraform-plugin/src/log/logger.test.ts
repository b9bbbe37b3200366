import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { configureLog, logger } from "./logger.ts";

let lines: string[] = [];
beforeEach(() => {
  lines = [];
  configureLog({ environment: {}, provider: undefined, write: (line) => lines.push(line) });
});
afterEach(() => configureLog({ environment: {} }));

const messages = () => lines.map((line) => JSON.parse(line)["@message"]);

describe("logger", () => {
  test("writes lines of its level and above", () => {
    const log = logger();
    configureLog({ environment: { TF_LOG: "info" } });
    for (const level of ["trace", "debug", "info", "warn", "error"] as const) log[level](level);
    expect(messages()).toEqual(["info", "warn", "error"]);
    expect(log.isEnabled("debug")).toBe(false);
    expect(log.isEnabled("error")).toBe(true);
  });

  test("names the provider and the subsystem as module", () => {
    configureLog({ environment: { TF_LOG: "trace" } });
    logger().info("a");
    logger("http").info("b");
    expect(lines.map((line) => JSON.parse(line)["@module"])).toEqual(["provider", "provider.http"]);
  });

  test("follows the provider's own variables once its name is known", () => {
    configureLog({ environment: { TF_LOG_PROVIDER_CLOUD: "debug", TF_LOG_PROVIDER_CLOUD_HTTP: "error" } });
    const [log, http] = [logger(), logger("http")];
    log.debug("too early");
    configureLog({ provider: "cloud" });
    log.debug("provider");
    http.warn("not enough");
    http.error("subsystem");
    expect(messages()).toEqual(["provider", "subsystem"]);
  });
});
