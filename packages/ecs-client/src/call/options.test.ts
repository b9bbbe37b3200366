import { describe, expect, it } from "vitest";
import { createEcsClient } from "../client.ts";
import type { EcsClientOptions } from "./options.ts";

const valid: EcsClientOptions = {
  endpoint: "https://ecs.example.com",
  regionId: "cn-test-1",
  credentials: { accessKeyId: "id", accessKeySecret: "secret" },
};

describe("createEcsClient", () => {
  it.each([
    "https://ecs.example.com",
    "http://127.0.0.1:1234/asapi/v3",
    "https://server.asapi.example.com/asapi/v3/",
  ])("accepts the endpoint %s", (endpoint) => {
    expect(() => createEcsClient({ ...valid, endpoint })).not.toThrow();
  });

  it.each<[string, Partial<EcsClientOptions>, RegExp]>([
    ["an endpoint without protocol", { endpoint: "ecs.example.com" }, /endpoint/],
    ["an endpoint of another protocol", { endpoint: "ftp://ecs.example.com" }, /endpoint/],
    ["an endpoint with a query", { endpoint: "https://ecs.example.com/?a=b" }, /endpoint/],
    ["an endpoint with a password", { endpoint: "https://a:hidden@ecs.example.com/" }, /endpoint/],
    ["a proxy without protocol", { proxyUrl: "user:hidden@proxy:8080" }, /proxy/],
    ["a CA that is no certificate", { caPem: "hidden" }, /PEM/],
    ["no time to connect", { connectTimeoutMs: 0 }, /connectTimeoutMs/],
    ["no end of reading", { readTimeoutMs: Number.POSITIVE_INFINITY }, /readTimeoutMs/],
    ["half a repetition", { maxRetries: 0.5 }, /maxRetries/],
  ])("refuses %s, without quoting what may be secret", (_what, options, message) => {
    let thrown: unknown;
    try {
      createEcsClient({ ...valid, ...options });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ kind: "configuration", message: expect.stringMatching(message) });
    expect(String(thrown)).not.toContain("hidden");
  });
});
