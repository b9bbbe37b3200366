import { describe, expect, test } from "vitest";
import { type EndpointArguments, isEndpoint, productEndpoint } from "./endpoint.ts";

const nothing: EndpointArguments = {
  ecs: undefined,
  sts: undefined,
  ascm: undefined,
  popgwDomain: undefined,
  domain: undefined,
  isCenterRegion: true,
  forceUseAsapi: false,
  protocol: "HTTPS",
  region: "cn-test",
};

function endpoint(given: Partial<EndpointArguments>) {
  return productEndpoint("ecs", { ...nothing, ...given });
}

test.each<[string, Partial<EndpointArguments>, string | undefined]>([
  ["what is given for it", { sts: "sts.a", popgwDomain: "b", protocol: "HTTP" }, "https://sts.a"],
  ["a URL that is given for it", { sts: "http://sts.a:80" }, "http://sts.a:80"],
  ["the POP gateway's", { popgwDomain: "b", ecs: "ecs.a", protocol: "HTTP" }, "https://sts-vpc.b"],
  [
    "the POP gateway's, of another region",
    { popgwDomain: "b", isCenterRegion: false },
    "https://sts-vpc.cn-test.b",
  ],
  ["the ASAPI gateway", { domain: "c" }, "https://c/asapi/v3"],
  ["called over HTTPS also where ECS is not", { domain: "c", protocol: "HTTP" }, "https://c/asapi/v3"],
  [
    "called over HTTPS at the internal ASAPI gateway",
    { domain: "internal.asapi.c", protocol: "HTTP" },
    "https://internal.asapi.c/asapi/v3",
  ],
  [
    "called over HTTP at a gateway that says so itself",
    { domain: "http://internal.asapi.c" },
    "http://internal.asapi.c/asapi/v3",
  ],
  ["undefined if only the endpoint of ECS is given", { ecs: "ecs.a" }, undefined],
])("STS is %s", (_what, given, url) => {
  expect(productEndpoint("sts", { ...nothing, ...given })?.url).toBe(url);
});

test.each<[string, Partial<EndpointArguments>, string | undefined]>([
  ["what is given for it", { ascm: "ascm.a", popgwDomain: "b", protocol: "HTTP" }, "http://ascm.a"],
  ["the POP gateway's", { popgwDomain: "b", ecs: "ecs.a" }, "https://ascm.b"],
  ["the ASAPI gateway", { domain: "c" }, "https://c/asapi/v3"],
])("the console API is %s", (_what, given, url) => {
  expect(productEndpoint("ascm", { ...nothing, ...given })?.url).toBe(url);
});

describe("an endpoint of ECS itself", () => {
  test.each([
    ["ecs.example.com", "https://ecs.example.com"],
    ["ecs.example.com:8443", "https://ecs.example.com:8443"],
    ["10.0.0.1:80", "https://10.0.0.1:80"],
    ["[::1]:8080", "https://[::1]:8080"],
    ["http://ecs.example.com", "http://ecs.example.com"],
    ["HTTPS://ecs.example.com/path", "HTTPS://ecs.example.com/path"],
  ])("%s is %s", (ecs, url) => {
    expect(endpoint({ ecs })).toEqual({ url, gateway: "direct" });
  });

  test("takes precedence over the gateways", () => {
    expect(endpoint({ ecs: "ecs.a", popgwDomain: "pop.b", domain: "c" })).toMatchObject({
      gateway: "direct",
    });
  });
});

describe("the POP gateway", () => {
  test.each<[string, Partial<EndpointArguments>, string]>([
    ["of the centre region", { popgwDomain: "inter.example.com" }, "https://ecs-internal.inter.example.com"],
    [
      "of another region",
      { popgwDomain: "inter.example.com", isCenterRegion: false },
      "https://ecs-internal.cn-test.inter.example.com",
    ],
    ["with a port", { popgwDomain: "inter.example.com:8080" }, "https://ecs-internal.inter.example.com:8080"],
    ["given as a URL", { popgwDomain: "http://inter.example.com" }, "http://ecs-internal.inter.example.com"],
    [
      "given as a URL, of another region",
      { popgwDomain: "http://inter.example.com", isCenterRegion: false },
      "http://ecs-internal.cn-test.inter.example.com",
    ],
  ])("%s has a host name of ECS: %j", (_which, given, url) => {
    expect(endpoint(given)).toEqual({ url, gateway: "pop" });
  });

  test("takes precedence over the ASAPI gateway, unless force_use_asapi and domain are set", () => {
    const both = { popgwDomain: "pop.example.com", domain: "asapi.example.com" };
    expect(endpoint(both)).toMatchObject({ gateway: "pop" });
    expect(endpoint({ ...both, forceUseAsapi: true })).toMatchObject({ gateway: "asapi" });
    expect(endpoint({ ...both, domain: undefined, forceUseAsapi: true })).toMatchObject({ gateway: "pop" });
  });
});

describe("the ASAPI gateway", () => {
  test.each([
    ["server.asapi.cn-test.example.com", "https://server.asapi.cn-test.example.com/asapi/v3"],
    ["server.asapi.example.com/", "https://server.asapi.example.com/asapi/v3"],
    ["server.asapi.example.com/asapi/v3", "https://server.asapi.example.com/asapi/v3"],
    ["server.asapi.example.com/other/", "https://server.asapi.example.com/other/"],
    ["server.asapi.example.com:8443", "https://server.asapi.example.com:8443/asapi/v3"],
    ["http://server.asapi.example.com", "http://server.asapi.example.com/asapi/v3"],
  ])("%s is %s", (domain, url) => {
    expect(endpoint({ domain })).toEqual({ url, gateway: "asapi" });
  });

  test.each<[EndpointArguments["protocol"], string, string]>([
    ["HTTPS", "internal.asapi.example.com", "https://internal.asapi.example.com/asapi/v3"],
    ["HTTP", "internal.asapi.example.com", "http://internal.asapi.example.com/asapi/v3"],
    ["HTTP", "https://internal.asapi.example.com", "https://internal.asapi.example.com/asapi/v3"],
    ["HTTP", "public.asapi.example.com", "https://public.asapi.example.com/asapi/v3"],
  ])(
    "is called over the protocol that the user asks for, the public one over HTTPS only: %s %s",
    (protocol, domain, url) => {
      expect(endpoint({ domain, protocol })?.url).toBe(url);
    },
  );
});

test.each(["ecs", "popgwDomain", "domain"])(
  "the protocol of %s is the configured one if the address has none",
  (name) => {
    expect(endpoint({ [name]: "example.com", protocol: "HTTP" })?.url).toMatch(/^http:/);
    expect(endpoint({ [name]: "https://example.com", protocol: "HTTP" })?.url).toMatch(/^https:/);
  },
);

test("without any address there is no endpoint", () => {
  expect(endpoint({})).toBeUndefined();
  expect(endpoint({ forceUseAsapi: true })).toBeUndefined();
});

test.each([
  "example.com",
  "example.com:80",
  "10.0.0.1",
  "http://example.com",
  "https://example.com/asapi/v3",
  "localhost",
])("%s can be an endpoint", (text) => {
  expect(isEndpoint(text)).toBe(true);
});

test.each([
  "exa mple.com",
  "example.com:port",
  "ftp://example.com",
  "https://",
  "https://user@example.com",
  "https://user:secret@example.com",
  "https://:secret@example.com",
  "user:secret@example.com",
  "example.com?x=1",
  "example.com#x",
])("%s cannot be an endpoint", (text) => {
  expect(isEndpoint(text)).toBe(false);
});
