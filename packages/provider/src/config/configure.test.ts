import { UNKNOWN } from "terraform-plugin";
import { type PlainObject, startProvider, type TestProvider } from "terraform-plugin/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { alibabacloudstack } from "../provider.ts";
import { storedImage } from "../testing/images.ts";
import { completeBlock } from "../testing/settings.ts";
import { IGNORED_ARGUMENTS, IGNORED_ENDPOINTS } from "./ignored-arguments.ts";

const IMAGE = "alibabacloudstack_image";
let provider: TestProvider;

beforeAll(async () => {
  provider = await startProvider(alibabacloudstack, { config: null });
});
afterAll(() => provider.close());

beforeEach(() => {
  // Variables of whoever runs the tests must not decide how they end.
  for (const name of Object.keys(process.env))
    if (/^(?:ALIBABACLOUDSTACK|APSARASTACK|CLIENT)_/.test(name)) vi.stubEnv(name, undefined);
});
afterEach(() => void vi.unstubAllEnvs());

async function configure(config: PlainObject) {
  return (await provider.configure(config)).diagnostics;
}

describe("a provider block", () => {
  test("that is complete gives no diagnostics", async () => {
    expect(await configure(completeBlock)).toEqual([]);
  });

  test("may be empty when the environment has everything", async () => {
    vi.stubEnv("ALIBABACLOUDSTACK_ACCESS_KEY", "key");
    vi.stubEnv("ALIBABACLOUDSTACK_SECRET_KEY", "secret");
    vi.stubEnv("ALIBABACLOUDSTACK_REGION", "cn-test");
    vi.stubEnv("ALIBABACLOUDSTACK_DOMAIN", "server.asapi.example.com");
    expect(await configure({})).toEqual([]);
  });

  test("without required arguments gives an error at each of them", async () => {
    const errors = await configure({ popgw_domain: "pop.example.com" });
    expect(errors.map(({ severity, path }) => [severity, path])).toEqual([
      ["error", "access_key"],
      ["error", "secret_key"],
      ["error", "region"],
    ]);
  });

  test("with an unreadable ca_file gives an error", async () => {
    expect(await configure({ ...completeBlock, ca_file: "/does/not/exist.pem" })).toMatchObject([
      { severity: "error", summary: "Could not read ca_file", path: "ca_file" },
    ]);
  });
});

describe("arguments for other products", () => {
  test("are accepted with one warning that lists them", async () => {
    const config = {
      ...completeBlock,
      fc: "fc.example.com",
      skip_region_validation: true,
      endpoints: [
        { ecs: "ecs.example.com", oss: "oss.example.com" },
        { oss: "oss.example.com", rds: "rds.example.com" },
      ],
    };
    const warnings = await configure(config);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({
      severity: "warning",
      summary: "Ignored arguments in the provider block",
      detail: expect.stringContaining(
        "have no effect here: fc, skip_region_validation, endpoints.oss, endpoints.rds.",
      ),
    });
  });

  test("are all known", async () => {
    const values: PlainObject = { skip_region_validation: false, max_retry_timeout: 600 };
    const [warning, ...others] = await configure({
      ...completeBlock,
      ...Object.fromEntries(IGNORED_ARGUMENTS.map((name) => [name, values[name] ?? "x"])),
      endpoints: [Object.fromEntries(IGNORED_ENDPOINTS.map((name) => [name, "x"]))],
    });
    expect(others).toEqual([]);
    expect(warning?.detail.match(/no effect here: (.*)\.$/)?.[1]?.split(", ")).toEqual([
      ...IGNORED_ARGUMENTS,
      ...IGNORED_ENDPOINTS.map((name) => `endpoints.${name}`),
    ]);
  });

  test("that are empty give no warning", async () => {
    expect(await configure({ ...completeBlock, fc: "", endpoints: [{ oss: "" }] })).toEqual([]);
  });
});

describe("while arguments are unknown", () => {
  const config = { ...completeBlock, region: UNKNOWN, domain: UNKNOWN };

  test("planning a new image goes on", async () => {
    expect(await configure(config)).toEqual([]);
    const { planned, diagnostics } = await provider.plan(IMAGE, { config: { instance_id: "i-1" } });
    expect(diagnostics).toEqual([]);
    expect(planned?.id).toEqual(UNKNOWN);
  });

  test("every operation that calls the service fails and names them", async () => {
    await configure(config);
    const { diagnostics } = await provider.read(IMAGE, storedImage());
    expect(diagnostics).toMatchObject([
      {
        severity: "error",
        summary: "Provider configuration is not known yet",
        detail: expect.stringContaining("depend on objects that do not exist yet: region, domain."),
      },
    ]);
    expect((await provider.destroy(IMAGE, storedImage())).diagnostics).toMatchObject([
      { summary: "Provider configuration is not known yet" },
    ]);
  });

  test("all tags are unknown when the default ones are", async () => {
    await configure({ ...completeBlock, default_tags: { tags: { env: UNKNOWN } } });
    const { planned } = await provider.plan(IMAGE, { config: { instance_id: "i-1", tags: { a: "1" } } });
    expect(planned?.default_tags).toEqual(UNKNOWN);
  });
});

describe("no error shows a secret", () => {
  const secrets = {
    access_key: "hidden-key",
    secret_key: "hidden-secret",
    security_token: "hidden-token",
    organization_accesskey: "hidden-organization",
    organization_secretkey: "hidden-organization-secret",
  };

  test.each<[string, PlainObject, Readonly<Record<string, string>>]>([
    ["a wrong proxy", {}, { ALIBABACLOUDSTACK_PROXY: "ftp://ann:hidden-password@proxy" }],
    ["a proxy whose password is not encoded", { proxy: "http://ann:hidden%zz@proxy:port" }, {}],
    ["a wrong endpoint", { endpoints: [{ ecs: "https://ann:hidden-password@ecs.example.com" }] }, {}],
    [
      "a wrong domain from the environment",
      {},
      { ALIBABACLOUDSTACK_DOMAIN: "ann:hidden-password@example.com" },
    ],
    ["a missing region", { region: "" }, {}],
    ["a wrong number", {}, { CLIENT_READ_TIMEOUT: "hidden" }],
    ["a timeout that is too long", {}, { CLIENT_READ_TIMEOUT: "99999999999" }],
    ["an unreadable ca_file", { ca_file: "/does/not/exist.pem" }, {}],
  ])("%s", async (_what, config, environment) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const diagnostics = await configure({ ...completeBlock, ...secrets, ...config });
    expect(diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    expect(diagnostics.every(({ summary }) => summary !== "Provider defect")).toBe(true);
    expect(JSON.stringify(diagnostics)).not.toContain("hidden");
  });
});

describe("a proxy that cannot be used is an error without its password", () => {
  test("from the provider block, if it was unknown at validate", async () => {
    expect(await configure({ ...completeBlock, proxy: "http://ann:hidden%@proxy:8080" })).toEqual([
      {
        severity: "error",
        summary: "Invalid value for proxy",
        detail:
          "proxy must have its user name and password percent-encoded: write %25 for a % sign. The value is not shown, because it may contain a password.",
      },
    ]);
  });

  test("from the environment", async () => {
    vi.stubEnv("ALIBABACLOUDSTACK_PROXY", "http://ann:hidden%@proxy:8080");
    expect(await configure(completeBlock)).toEqual([
      {
        severity: "error",
        summary: "Invalid value for proxy",
        detail:
          "The environment variable ALIBABACLOUDSTACK_PROXY, which sets proxy, must have its user name and password percent-encoded: write %25 for a % sign.",
        path: "proxy",
      },
    ]);
  });
});

describe("credentials that the network can see give a warning", () => {
  const role_arn = "acs:ram::1:role/x";
  const security_token = "token";
  const warnings = async (config: PlainObject) =>
    (await configure({ ...completeBlock, ...config })).map(({ severity, summary }) => [severity, summary]);
  const unverified = ["warning", "TLS certificates are not verified"];
  const plain = ["warning", "Temporary credentials are sent over plain HTTP"];

  test.each<[string, PlainObject, string[][]]>([
    ["insecure", { insecure: true }, [unverified]],
    ["a security token over HTTP", { security_token, protocol: "HTTP" }, [plain]],
    ["a role over HTTP", { role_arn, protocol: "HTTP" }, [plain]],
    ["STS over HTTP", { role_arn, endpoints: [{ sts: "http://sts.example.com" }] }, [plain]],
    ["both", { insecure: true, security_token, protocol: "HTTP" }, [unverified, plain]],
  ])("%s", async (_what, config, expected) => {
    expect(await warnings(config)).toEqual(expected);
  });

  test.each<[string, PlainObject]>([
    ["not a verified certificate", { insecure: false }],
    ["not an access key over HTTP, which only signs", { protocol: "HTTP" }],
    ["not a security token over HTTPS", { security_token }],
    ["not a role over HTTPS", { role_arn }],
    ["not HTTP on this machine", { security_token, endpoints: [{ ecs: "http://127.0.0.1:8080" }] }],
    ["not HTTP on this machine by IPv6", { security_token, endpoints: [{ ecs: "http://[::1]:8080" }] }],
    ["not HTTP on this machine by name", { security_token, endpoints: [{ ecs: "http://localhost:8080" }] }],
    ["not STS over HTTP without a role", { security_token, endpoints: [{ sts: "http://sts.a" }] }],
  ])("%s", async (_what, config) => {
    expect(await warnings(config)).toEqual([]);
  });

  test("the warning names each host once, and what to do", async () => {
    const [warning] = await configure({
      ...completeBlock,
      popgw_domain: null,
      domain: "http://gw.example.com",
      role_arn,
    });
    expect(warning?.detail).toBe(
      "Calls to http://gw.example.com carry the credentials of a role over plain HTTP. Anyone on the network path can read and use them. Use HTTPS: remove http:// from the address, and do not set protocol to HTTP.",
    );
  });
});
