import type { Settings } from "../config/settings.ts";

/** A provider block that has everything it needs and nothing else. */
export const completeBlock = {
  access_key: "key",
  secret_key: "secret",
  region: "cn-test",
  popgw_domain: "pop.example.com",
};

/** The settings of {@link completeBlock}. */
export const completeSettings: Settings = {
  accessKeyId: "key",
  accessKeySecret: "secret",
  securityToken: undefined,
  region: "cn-test",
  endpoint: { url: "https://ecs-internal.pop.example.com", gateway: "pop" },
  role: undefined,
  insecure: false,
  caFile: undefined,
  proxyUrl: undefined,
  connectTimeoutMs: 60_000,
  readTimeoutMs: 60_000,
  maxRetries: undefined,
  department: undefined,
  resourceGroup: undefined,
  resourceSet: undefined,
  sourceIp: undefined,
  secureTransport: undefined,
  configurationSource: undefined,
};
