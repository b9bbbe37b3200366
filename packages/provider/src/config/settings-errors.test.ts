import { Diagnostics, formatPath, UNKNOWN } from "terraform-plugin";
import type { PlainObject } from "terraform-plugin/testing";
import { describe, expect, test } from "vitest";
import { readProviderBlocks } from "../testing/provider-blocks.ts";
import { completeBlock } from "../testing/settings.ts";
import type { Environment } from "./arguments.ts";
import { resolveSettings } from "./settings.ts";

const configOf = readProviderBlocks();

async function resolve(config: PlainObject, environment: Environment = {}) {
  const diagnostics = new Diagnostics();
  const resolved = resolveSettings(await configOf(config), environment, diagnostics);
  const errors = diagnostics.list.map(({ summary, detail, path }) => ({
    summary,
    detail,
    path: path && formatPath(path),
  }));
  return { resolved, errors };
}

describe("what is missing", () => {
  test.each([
    ["access_key", "ALIBABACLOUDSTACK_ACCESS_KEY"],
    ["secret_key", "ALIBABACLOUDSTACK_SECRET_KEY"],
    ["region", "ALIBABACLOUDSTACK_REGION"],
  ])("%s: the error is at it and names the variable", async (name, variable) => {
    expect(await resolve({ ...completeBlock, [name]: "" })).toEqual({
      resolved: null,
      errors: [
        {
          summary: `Missing ${name}`,
          detail: `The provider needs ${name}. Set it in the provider block, or set the environment variable ${variable}.`,
          path: name,
        },
      ],
    });
  });

  test("an endpoint: the error names every way to give one", async () => {
    const { errors } = await resolve({ ...completeBlock, popgw_domain: null });
    expect(errors).toMatchObject([{ summary: "Missing endpoint", path: undefined }]);
    for (const name of ["popgw_domain", "domain", "endpoints", "POPGW_DOMAIN", "_DOMAIN", "_ECS_ENDPOINT"])
      expect(errors[0]?.detail).toContain(name);
  });

  test("the endpoint of STS, for a role: the error names every way to give one", async () => {
    const ecsOnly = { ...completeBlock, popgw_domain: null, endpoints: [{ ecs: "ecs.a" }] };
    const { resolved, errors } = await resolve({ ...ecsOnly, role_arn: "acs:ram::1:role/x" });
    expect(resolved).toBeNull();
    expect(errors).toMatchObject([{ summary: "Missing STS endpoint", path: "endpoints" }]);
    for (const name of ["endpoints", "_STS_ENDPOINT", "popgw_domain", "domain"])
      expect(errors[0]?.detail).toContain(name);
    expect((await resolve(ecsOnly)).errors).toEqual([]);
  });

  test("the endpoint of ASCM, for the name of a resource set: the error names every way out", async () => {
    const { popgw_domain, ...elsewhere } = completeBlock;
    const ecsOnly = { ...elsewhere, endpoints: [{ ecs: "ecs.a" }], resource_group_set_name: "images" };
    const { resolved, errors } = await resolve(ecsOnly);
    expect(resolved).toBeNull();
    expect(errors).toMatchObject([{ summary: "Missing ASCM endpoint", path: "endpoints" }]);
    for (const name of ["ascm", "popgw_domain", "domain", "department", "resource_group"])
      expect(errors[0]?.detail).toContain(name);
    expect((await resolve({ ...ecsOnly, department: "1", resource_group: "2" })).errors).toEqual([]);
  });

  test("is reported all at once", async () => {
    const { errors } = await resolve({ popgw_domain: "a.b" });
    expect(errors.map(({ path }) => path)).toEqual(["access_key", "secret_key", "region"]);
  });
});

describe("a malformed address", () => {
  test("in an old argument or in the environment is an error that names it", async () => {
    const old = await resolve({ ...completeBlock, sts_endpoint: "a b" });
    expect(old.errors).toMatchObject([{ summary: "Invalid value for sts_endpoint", path: "sts_endpoint" }]);
    const variable = await resolve(completeBlock, { ALIBABACLOUDSTACK_ECS_ENDPOINT: "a b" });
    expect(variable.errors).toMatchObject([
      { summary: "Invalid value for ALIBABACLOUDSTACK_ECS_ENDPOINT", path: undefined },
    ]);
  });

  test.each<[string, PlainObject, string]>([
    ["popgw_domain", { popgw_domain: "a b" }, "popgw_domain"],
    ["domain", { domain: "ftp://a.b" }, "domain"],
    ["endpoints.ecs", { endpoints: [{ ecs: "a.b?x=1" }] }, "endpoints"],
    ["endpoints.sts", { endpoints: [{ sts: "a b" }] }, "endpoints"],
    ["endpoints.ascm", { endpoints: [{ ascm: "a b" }] }, "endpoints"],
  ])("is one error, with the argument, the value and the rule: %s", async (name, config, path) => {
    const { resolved, errors } = await resolve({ ...completeBlock, ...config });
    expect(resolved).toBeNull();
    expect(errors).toEqual([
      {
        summary: `Invalid value for ${name}`,
        detail: expect.stringMatching(
          / must be a host, host:port or URL without user, password and query, but it is ".*"\.$/,
        ),
        path,
      },
    ]);
  });

  test.each(["https://ann:top-secret@ecs.example.com", "ann:top-secret@ecs.example.com"])(
    "is shown without its password: %s",
    async (ecs) => {
      const { errors } = await resolve({ ...completeBlock, endpoints: [{ ecs }] });
      expect(errors[0]?.detail).toContain('but it is "…@ecs.example.com"');
      expect(errors[0]?.path, "Terraform prints the line that a path points at").toBeUndefined();
      expect(JSON.stringify(errors)).not.toContain("top-secret");
    },
  );
});

describe("unknown arguments", () => {
  test("are named, and then nothing counts as missing", async () => {
    const config = { access_key: UNKNOWN, region: UNKNOWN, endpoints: [{ ecs: UNKNOWN }], insecure: UNKNOWN };
    const { resolved, errors } = await resolve(config);
    expect(resolved).toEqual({
      unknown: expect.arrayContaining(["access_key", "region", "endpoints.ecs", "insecure"]),
    });
    expect(errors).toEqual([]);
  });

  test("may be the whole endpoints block", async () => {
    expect((await resolve({ ...completeBlock, endpoints: UNKNOWN })).resolved).toEqual({
      unknown: ["endpoints"],
    });
  });
});

describe("an environment variable for an unsupported argument", () => {
  test.each([
    ["ecs_role_name", "ALIBABACLOUDSTACK_ECS_ROLE_NAME"],
    ["profile", "ALIBABACLOUDSTACK_PROFILE"],
    ["shared_credentials_file", "ALIBABACLOUDSTACK_SHARED_CREDENTIALS_FILE"],
  ])("is an error: %s by %s", async (name, variable) => {
    for (const value of [null, ""]) {
      const { resolved, errors } = await resolve({ ...completeBlock, [name]: value }, { [variable]: "x" });
      expect(resolved).toBeNull();
      expect(errors).toMatchObject([
        {
          summary: `${name} is not supported`,
          detail: expect.stringContaining(`The environment variable ${variable} is set`),
        },
      ]);
    }
  });
});

test.each([
  "ALIBABACLOUDSTACK_INSECURE",
  "ALIBABACLOUDSTACK_CENTER_REGION",
  "CLIENT_READ_TIMEOUT",
  "CLIENT_CONNECT_TIMEOUT",
])("a wrong %s is an error", async (variable) => {
  const { resolved, errors } = await resolve(completeBlock, { [variable]: "nonsense" });
  expect(resolved).toBeNull();
  expect(errors).toMatchObject([{ detail: expect.stringContaining(variable) }]);
});
