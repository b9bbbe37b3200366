import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { assumeRole, createEcsClient, type EcsClientOptions, resourceSetFinder } from "ecs-client";
import { DiagnosticError, maskSecret } from "terraform-plugin";
import { describe, expect, test, vi } from "vitest";
import { plainPolicy } from "../testing/images.ts";
import { completeSettings } from "../testing/settings.ts";
import { createProviderClient, deferredClient } from "./client.ts";
import type { Settings } from "./settings.ts";

vi.mock("ecs-client", { spy: true });
vi.mock("terraform-plugin", { spy: true });

/** What the client of the ECS API is made with. */
function optionsFor(changes: Partial<Settings>, terraformVersion = "1.11.0"): EcsClientOptions | undefined {
  createProviderClient({ ...completeSettings, ...changes }, plainPolicy, terraformVersion);
  return vi.mocked(createEcsClient).mock.lastCall?.[0];
}

describe("the client of the ECS API", () => {
  test("is made from the settings", () => {
    const options = optionsFor({
      insecure: true,
      proxyUrl: "http://proxy",
      readTimeoutMs: 5,
      connectTimeoutMs: 6,
      maxRetries: 0,
    });
    expect(options).toMatchObject({
      endpoint: "https://ecs-internal.pop.example.com",
      regionId: "cn-test",
      credentials: { accessKeyId: "key", accessKeySecret: "secret" },
      insecure: true,
      proxyUrl: "http://proxy",
      readTimeoutMs: 5,
      connectTimeoutMs: 6,
      maxRetries: 0,
    });
  });

  test("trusts the certificates in ca_file", () => {
    const folder = mkdtempSync(join(tmpdir(), "ca-file-"));
    try {
      const caFile = join(folder, "ca.pem");
      writeFileSync(caFile, rootCertificates[0] ?? "");
      expect(optionsFor({ caFile })?.caPem).toBe(rootCertificates[0]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("has a security token only if one is given", () => {
    expect(optionsFor({})?.credentials).not.toHaveProperty("securityToken");
    expect(optionsFor({ securityToken: "token" })?.credentials).toHaveProperty("securityToken", "token");
  });

  test("names the organisation and the resource set in every call, as parameters and as headers", () => {
    const options = optionsFor({
      department: "11",
      resourceGroup: "22",
      sourceIp: "10.0.0.1",
      secureTransport: "true",
    });
    expect(options?.extraParameters).toEqual({
      Department: "11",
      OrganizationId: "11",
      ResourceGroup: "22",
      SourceIp: "10.0.0.1",
      SecureTransport: "true",
    });
    expect(options?.extraHeaders).toMatchObject({
      "x-acs-organizationid": "11",
      "x-acs-resourcegroupid": "22",
    });
  });

  test("sends no parameter or header for a setting that is not given", () => {
    expect(optionsFor({})?.extraParameters).toEqual({});
    expect(optionsFor({})?.extraHeaders).toEqual({
      RegionId: "cn-test",
      "x-acs-regionid": "cn-test",
      "x-acs-request-version": "v1",
      "x-acs-asapi-product": "Ecs",
      "x-ascm-product-name": "Ecs",
    });
  });

  test.each([
    ["asapi", "3.0"],
    ["pop", undefined],
    ["direct", undefined],
  ] as const)("tells a gateway of kind %s the version %s", (gateway, version) => {
    const headers = optionsFor({ endpoint: { url: "https://a.b", gateway } })?.extraHeaders;
    expect(headers?.["x-acs-asapi-gateway-version"]).toBe(version);
  });

  test.each<[Partial<Settings>, string, RegExp]>([
    [{}, "1.11.0", /^Terraform\/1\.11\.0 alibabacloudstack-community\/\S+$/],
    [{}, "", /^Terraform\/unknown /],
    [{ configurationSource: "team/golden" }, "1.11.0", / Terraform-Module\/team\/golden$/],
    [{ configurationSource: "a b\r\nc镜" }, "1.11.0", / Terraform-Module\/a_b__c_$/],
  ])(
    "names Terraform, the provider and the module in the user agent: %j, %j, %s",
    (changes, terraformVersion, userAgent) => {
      expect(optionsFor(changes, terraformVersion)?.userAgent).toMatch(userAgent);
    },
  );
});

describe("the client for another region", () => {
  test("asks the same endpoint with the same keys for that region", () => {
    const home = optionsFor({ department: "11" });
    createProviderClient({ ...completeSettings, department: "11" }, plainPolicy, "1.11.0").ecsIn("cn-other");
    const { regionId, extraHeaders, logger, ...same } = vi.mocked(createEcsClient).mock.lastCall?.[0] ?? {};
    expect(regionId).toBe("cn-other");
    expect(extraHeaders).toEqual({
      ...home?.extraHeaders,
      RegionId: "cn-other",
      "x-acs-regionid": "cn-other",
    });
    expect(home).toMatchObject(same);
  });

  test("is made on first use, once", () => {
    vi.mocked(createEcsClient).mockClear();
    const client = createProviderClient(completeSettings, plainPolicy, "1.11.0");
    expect(createEcsClient).toHaveBeenCalledOnce();
    expect(client.ecsIn("cn-other")).toBe(client.ecsIn("cn-other"));
    expect(createEcsClient).toHaveBeenCalledTimes(2);
  });

  test("is the provider's own for its region", () => {
    const client = createProviderClient(completeSettings, plainPolicy, "1.11.0");
    expect(client.ecsIn("cn-test")).toBe(client.ecs);
  });
});

describe("a role", () => {
  const role = {
    roleArn: "acs:ram::1:role/x",
    sessionName: "terraform",
    sessionSeconds: 900,
    policy: undefined,
    endpoint: { url: "https://sts-vpc.example.com", gateway: "pop" },
  } as const;

  test("is assumed with the access key, at STS, by way of the same proxy and with the same certificates", () => {
    optionsFor({ role, insecure: true, proxyUrl: "http://proxy", department: "11" });
    expect(vi.mocked(assumeRole).mock.lastCall?.[0]).toMatchObject({
      endpoint: "https://sts-vpc.example.com",
      roleArn: "acs:ram::1:role/x",
      sessionName: "terraform",
      sessionSeconds: 900,
      regionId: "cn-test",
      credentials: { accessKeyId: "key", accessKeySecret: "secret" },
      insecure: true,
      proxyUrl: "http://proxy",
      extraHeaders: { "x-ascm-product-name": "Sts", "x-acs-organizationid": "11" },
    });
  });

  test("gives credentials that are masked before anybody can log them", async () => {
    const session = { accessKeyId: "STS.1", accessKeySecret: "sts-secret", securityToken: "sts-token" };
    vi.mocked(assumeRole).mockReturnValueOnce(async () => session);
    const credentials = optionsFor({ role })?.credentials;
    if (typeof credentials !== "function") throw new Error("they are not asked for");
    expect(await credentials({ expired: null, signal: new AbortController().signal })).toBe(session);
    for (const secret of ["sts-secret", "sts-token"]) expect(maskSecret).toHaveBeenCalledWith(secret);
  });

  test("has one session for all regions", () => {
    vi.mocked(assumeRole).mockClear();
    createProviderClient({ ...completeSettings, role }, plainPolicy, "1.11.0").ecsIn("cn-other");
    expect(assumeRole).toHaveBeenCalledOnce();
    const [home, other] = vi.mocked(createEcsClient).mock.calls.slice(-2);
    expect(other?.[0].credentials).toBe(home?.[0].credentials);
  });

  test("is not assumed when there is none", () => {
    vi.mocked(assumeRole).mockClear();
    optionsFor({});
    expect(assumeRole).not.toHaveBeenCalled();
  });
});

describe("the name of a resource set", () => {
  const resourceSet = {
    name: "images",
    endpoint: { url: "https://ascm.example.com", gateway: "pop" },
  } as const;

  test("becomes the IDs of the set and its organization, in every call", async () => {
    vi.mocked(resourceSetFinder).mockReturnValueOnce(async () => ({
      organizationId: "3",
      resourceGroupId: "7",
    }));
    const extras = await optionsFor({ resourceSet })?.extrasProvider?.(new AbortController().signal);
    expect(extras).toEqual({
      parameters: { Department: "3", OrganizationId: "3", ResourceGroup: "7" },
      headers: { "x-acs-organizationid": "3", "x-acs-resourcegroupid": "7" },
    });
    expect(vi.mocked(resourceSetFinder).mock.lastCall?.[0]).toMatchObject({
      name: "images",
      endpoint: "https://ascm.example.com",
      credentials: { accessKeyId: "key", accessKeySecret: "secret" },
      extraHeaders: { "x-ascm-product-name": "ascm" },
    });
  });

  test("is looked up once for all regions, and not without one", () => {
    vi.mocked(resourceSetFinder).mockClear();
    createProviderClient({ ...completeSettings, resourceSet }, plainPolicy, "1.11.0").ecsIn("cn-other");
    expect(resourceSetFinder).toHaveBeenCalledOnce();
    expect(optionsFor({})?.extrasProvider).toBeUndefined();
    expect(resourceSetFinder).toHaveBeenCalledOnce();
  });
});

describe("the client while the provider block has unknown values", () => {
  test("fails when it is used, and names the unknown arguments", () => {
    const client = deferredClient(["region", "endpoints.ecs"], plainPolicy);
    expect(() => client.ecs).toThrow(DiagnosticError);
    expect(() => client.ecsIn("cn-other")).toThrow(DiagnosticError);
    expect(() => client.ecs).toThrow(
      "The provider has to call the service, but these arguments of the provider block depend on objects that do not exist yet: region, endpoints.ecs. Apply those objects first, for example with -target.",
    );
  });

  test("has the tag policy nevertheless", () => {
    expect(deferredClient(["region"], plainPolicy).tagPolicy).toBe(plainPolicy);
  });
});
