import { Diagnostics } from "terraform-plugin";
import type { PlainObject } from "terraform-plugin/testing";
import { describe, expect, test } from "vitest";
import { readProviderBlocks } from "../testing/provider-blocks.ts";
import { completeBlock, completeSettings } from "../testing/settings.ts";
import type { Environment } from "./arguments.ts";
import { resolveSettings, type Settings } from "./settings.ts";

const configOf = readProviderBlocks();

/** What becomes of a complete provider block with `config`; undefined when nothing does. */
async function settingsOf(config: PlainObject, environment: Environment = {}): Promise<Settings | undefined> {
  const resolved = resolveSettings(
    await configOf({ ...completeBlock, ...config }),
    environment,
    new Diagnostics(),
  );
  return resolved !== null && "settings" in resolved ? resolved.settings : undefined;
}

test("settings that are not given have their defaults", async () => {
  expect(await settingsOf({})).toEqual(completeSettings);
});

describe("a role", () => {
  const role_arn = "acs:ram::1:role/x";

  test.each<[string, PlainObject, Environment, string]>([
    ["the POP gateway's STS", {}, {}, "https://sts-vpc.pop.example.com"],
    ["endpoints.sts", { endpoints: [{ sts: "a.b" }], sts_endpoint: "c.d" }, {}, "https://a.b"],
    [
      "the internal ASAPI gateway, over HTTPS",
      { popgw_domain: null, domain: "internal.asapi.a.b", protocol: "HTTPS" },
      {},
      "https://internal.asapi.a.b/asapi/v3",
    ],
    ["sts_endpoint", { sts_endpoint: "c.d" }, { ALIBABACLOUDSTACK_STS_ENDPOINT: "e.f" }, "https://c.d"],
    ["the environment's STS", {}, { ALIBABACLOUDSTACK_STS_ENDPOINT: "e.f" }, "https://e.f"],
  ])("is assumed at %s", async (_what, config, environment, url) => {
    expect((await settingsOf({ role_arn, ...config }, environment))?.role).toMatchObject({
      roleArn: role_arn,
      endpoint: { url },
    });
  });
});

describe("the name of a resource set", () => {
  const resource_group_set_name = "images";

  test.each<[string, PlainObject, Environment, string]>([
    ["the POP gateway's ASCM", {}, {}, "https://ascm.pop.example.com"],
    ["endpoints.ascm", { endpoints: [{ ascm: "a.b" }], ascm_openapi_endpoint: "c.d" }, {}, "https://a.b"],
    ["ascm_openapi_endpoint", { ascm_openapi_endpoint: "c.d" }, {}, "https://c.d"],
    ["the ASAPI gateway", { popgw_domain: null, domain: "e.f" }, {}, "https://e.f/asapi/v3"],
  ])("is looked up at %s", async (_where, config, environment, url) => {
    const settings = await settingsOf({ resource_group_set_name, ...config }, environment);
    expect(settings?.resourceSet).toMatchObject({ name: "images", endpoint: { url } });
  });

  test("may come from the environment", async () => {
    const settings = await settingsOf({}, { ALIBABACLOUDSTACK_RESOURCE_GROUP_SET: "images" });
    expect(settings?.resourceSet).toMatchObject({ name: "images" });
  });

  test("is looked up unless both IDs are given", async () => {
    const one = await settingsOf({ resource_group_set_name, department: "1" });
    expect(one?.resourceSet).toMatchObject({ name: "images" });
    const both = await settingsOf({ resource_group_set_name, department: "1", resource_group: "2" });
    expect(both).toMatchObject({ resourceSet: undefined, department: "1", resourceGroup: "2" });
  });
});

describe("an argument takes precedence over its environment variable", () => {
  test.each<[string, string, keyof Settings]>([
    ["access_key", "ALIBABACLOUDSTACK_ACCESS_KEY", "accessKeyId"],
    ["secret_key", "ALIBABACLOUDSTACK_SECRET_KEY", "accessKeySecret"],
    ["security_token", "ALIBABACLOUDSTACK_SECURITY_TOKEN", "securityToken"],
    ["region", "ALIBABACLOUDSTACK_REGION", "region"],
    ["ca_file", "ALIBABACLOUDSTACK_CA_FILE", "caFile"],
    ["department", "ALIBABACLOUDSTACK_DEPARTMENT", "department"],
    ["resource_group", "ALIBABACLOUDSTACK_RESOURCE_GROUP", "resourceGroup"],
    ["source_ip", "ALIBABACLOUDSTACK_SOURCE_IP", "sourceIp"],
    ["secure_transport", "ALIBABACLOUDSTACK_SECURE_TRANSPORT", "secureTransport"],
  ])("%s, %s", async (argument, variable, setting) => {
    expect((await settingsOf({ [argument]: "argument" }, { [variable]: "variable" }))?.[setting]).toBe(
      "argument",
    );
    expect((await settingsOf({ [argument]: null }, { [variable]: "variable" }))?.[setting]).toBe("variable");
  });

  test.each<[string, string, keyof Settings]>([
    ["client_connect_timeout", "CLIENT_CONNECT_TIMEOUT", "connectTimeoutMs"],
    ["client_read_timeout", "CLIENT_READ_TIMEOUT", "readTimeoutMs"],
  ])("%s, %s", async (argument, variable, setting) => {
    expect((await settingsOf({ [argument]: 5 }, { [variable]: "7" }))?.[setting]).toBe(5);
    expect((await settingsOf({}, { [variable]: "7" }))?.[setting]).toBe(7);
  });

  test("proxy, ALIBABACLOUDSTACK_PROXY", async () => {
    const environment = { ALIBABACLOUDSTACK_PROXY: "http://variable" };
    expect((await settingsOf({ proxy: "http://argument" }, environment))?.proxyUrl).toBe("http://argument");
    expect((await settingsOf({ proxy: null }, environment))?.proxyUrl).toBe("http://variable");
  });

  test("insecure, ALIBABACLOUDSTACK_INSECURE", async () => {
    expect((await settingsOf({ insecure: false }, { ALIBABACLOUDSTACK_INSECURE: "true" }))?.insecure).toBe(
      false,
    );
    expect((await settingsOf({}, { ALIBABACLOUDSTACK_INSECURE: "true" }))?.insecure).toBe(true);
  });

  const elsewhere = { ...completeBlock, popgw_domain: null };

  test.each<[string, PlainObject, Environment, string]>([
    [
      "popgw_domain",
      { popgw_domain: "a.b" },
      { ALIBABACLOUDSTACK_POPGW_DOMAIN: "c.d" },
      "https://ecs-internal.a.b",
    ],
    [
      "popgw_domain from the environment",
      {},
      { ALIBABACLOUDSTACK_POPGW_DOMAIN: "c.d" },
      "https://ecs-internal.c.d",
    ],
    ["domain", { domain: "a.b" }, { ALIBABACLOUDSTACK_DOMAIN: "c.d" }, "https://a.b/asapi/v3"],
    ["domain from the environment", {}, { ALIBABACLOUDSTACK_DOMAIN: "c.d" }, "https://c.d/asapi/v3"],
    [
      "endpoints.ecs",
      { endpoints: [{ ecs: "a.b" }] },
      { ALIBABACLOUDSTACK_ECS_ENDPOINT: "c.d" },
      "https://a.b",
    ],
    [
      "endpoints.ecs in one of several blocks",
      { endpoints: [{ sts: "x" }, { ecs: "a.b" }] },
      {},
      "https://a.b",
    ],
    ["endpoints.ecs from the environment", {}, { ALIBABACLOUDSTACK_ECS_ENDPOINT: "c.d" }, "https://c.d"],
    [
      "protocol",
      { domain: "a.b", protocol: "HTTP" },
      { ALIBABACLOUDSTACK_PROTOCOL: "HTTPS" },
      "http://a.b/asapi/v3",
    ],
    [
      "protocol from the environment",
      { domain: "a.b" },
      { ALIBABACLOUDSTACK_PROTOCOL: "http" },
      "http://a.b/asapi/v3",
    ],
    [
      "is_center_region",
      { popgw_domain: "a.b", is_center_region: false },
      { ALIBABACLOUDSTACK_CENTER_REGION: "true" },
      "https://ecs-internal.cn-test.a.b",
    ],
    [
      "is_center_region from the environment",
      { popgw_domain: "a.b" },
      { ALIBABACLOUDSTACK_CENTER_REGION: "false" },
      "https://ecs-internal.cn-test.a.b",
    ],
    [
      "force_use_asapi",
      { popgw_domain: "a.b", domain: "c.d", force_use_asapi: true },
      {},
      "https://c.d/asapi/v3",
    ],
  ])("%s", async (_argument, config, environment, url) => {
    expect((await settingsOf({ ...elsewhere, ...config }, environment))?.endpoint.url).toBe(url);
  });
});

describe("an old name", () => {
  test.each<[string, PlainObject, keyof Settings, string]>([
    ["region_id", { region: null, region_id: "old" }, "region", "old"],
    ["region_id beside region", { region: "new", region_id: "old" }, "region", "new"],
    ["security_transport", { security_transport: "true" }, "secureTransport", "true"],
    [
      "security_transport beside secure_transport",
      { secure_transport: "false", security_transport: "true" },
      "secureTransport",
      "false",
    ],
  ])("still works: %s", async (_name, config, setting, expected) => {
    expect((await settingsOf(config))?.[setting]).toBe(expected);
  });

  test("of the access key counts from the environment too", async () => {
    const environment = {
      ALIBABACLOUDSTACK_ORGANIZATION_ACCESSKEY: "org-key",
      ALIBABACLOUDSTACK_ORGANIZATION_SECRETKEY: "org-secret",
    };
    expect(await settingsOf({}, environment)).toMatchObject({
      accessKeyId: "org-key",
      accessKeySecret: "org-secret",
    });
  });

  test("of the access key counts when the secret has it too", async () => {
    const organization = { organization_accesskey: "org-key", organization_secretkey: "org-secret" };
    expect(await settingsOf(organization)).toMatchObject({
      accessKeyId: "org-key",
      accessKeySecret: "org-secret",
    });
    for (const half of [{ organization_accesskey: "org-key" }, { organization_secretkey: "org-secret" }])
      expect(await settingsOf(half)).toMatchObject({ accessKeyId: "key", accessKeySecret: "secret" });
  });
});
