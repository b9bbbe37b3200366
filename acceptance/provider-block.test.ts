import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { failureOf, storedId } from "./support/checks.ts";
import { instanceImage, providerBlock } from "./support/hcl.ts";
import { unframed } from "./support/text.ts";

/** Variables that point nowhere, to be sure that the provider block decides. */
const NO_ENDPOINT = { ALIBABACLOUDSTACK_ECS_ENDPOINT: undefined };

describe("arguments", () => {
  acceptanceTest("win over environment variables", async ({ stack, workspaceWith }) => {
    const terraform = await workspaceWith({
      ALIBABACLOUDSTACK_ACCESS_KEY: "other",
      ALIBABACLOUDSTACK_SECRET_KEY: "other",
      ALIBABACLOUDSTACK_REGION: "other-region",
      ALIBABACLOUDSTACK_ECS_ENDPOINT: "http://127.0.0.1:1",
    });
    const { endpoint, region, accessKeyId, accessKeySecret } = stack.local;
    terraform.write(
      "main.tf",
      `${providerBlock(`access_key = "${accessKeyId}"
        secret_key = "${accessKeySecret}"
        region     = "${region}"
        endpoints {
          ecs = "${endpoint}"
        }`)}${instanceImage()}`,
    );
    await terraform.apply();
    expect(storedId(terraform)).toBe((await stack.onlyImage()).ImageId);
  });

  acceptanceTest.for([
    ["access_key", "ALIBABACLOUDSTACK_ACCESS_KEY"],
    ["secret_key", "ALIBABACLOUDSTACK_SECRET_KEY"],
    ["region", "ALIBABACLOUDSTACK_REGION"],
    ["endpoint", "ALIBABACLOUDSTACK_ECS_ENDPOINT"],
  ] as const)(
    "a missing %s is an error that names the ways to give it",
    async ([what, variable], { stack, workspaceWith }) => {
      const terraform = await workspaceWith({ [variable]: undefined });
      terraform.write("main.tf", providerBlock("") + instanceImage());
      const error = await failureOf(terraform, "plan");
      expect(error.match(/Error: /g)).toHaveLength(1);
      expect(error).toContain(`Missing ${what}`);
      expect(error).toContain(variable);
      expect(stack.requests()).toEqual([]);
    },
  );

  acceptanceTest(
    "that are wrong are errors on their line, before anything is called",
    async ({ stack, terraform }) => {
      terraform.write(
        "main.tf",
        `${providerBlock(`protocol = "FTP"
        proxy = "socks://user:hidden@host"
        max_retries = -1
        client_read_timeout = 0`)}${instanceImage()}`,
      );
      const error = await failureOf(terraform, "plan");
      expect(error).toMatch(/protocol must be one of "HTTP", "HTTPS"/);
      expect(error).toMatch(/proxy must be a full URL/);
      expect(error).toMatch(/max_retries must be between 0 and 100/);
      expect(error).toMatch(/client_read_timeout must be between 1 and/);
      for (const line of [2, 4, 5]) expect(error).toContain(`on main.tf line ${line}`);
      expect(stack.requests()).toEqual([]);
    },
  );

  acceptanceTest("organization and resource set are sent with every call", async ({ stack, terraform }) => {
    terraform.write(
      "main.tf",
      `${providerBlock(`department = "37"\nresource_group = "41"\nsource_ip = "10.0.0.1"\nsecure_transport = "true"`)}${instanceImage()}`,
    );
    await terraform.apply();
    await terraform.destroy();
    expect(stack.requests().length).toBeGreaterThan(3);
    for (const { parameters } of stack.requests()) {
      expect(parameters).toMatchObject({
        Department: "37",
        OrganizationId: "37",
        ResourceGroup: "41",
        SourceIp: "10.0.0.1",
        SecureTransport: "true",
      });
    }
  });
});

describe("a proxy with a stray % sign", () => {
  acceptanceTest("is an error of validate that does not show the password", async ({ stack, terraform }) => {
    terraform.write("main.tf", providerBlock(`proxy = "http://ann:hid%den@127.0.0.1:1"`) + instanceImage());
    const error = await failureOf(terraform, "validate");
    expect(error).toMatch(/proxy must have its user name and password percent-encoded/);
    expect(error).toContain("on main.tf line 1");
    expect(error, "Terraform prints the line that a diagnostic points at").not.toContain("hid");
    expect(stack.requests()).toEqual([]);
  });

  acceptanceTest("is an error from the environment too", async ({ stack, workspaceWith }) => {
    const terraform = await workspaceWith({ ALIBABACLOUDSTACK_PROXY: "http://ann:hid%den@127.0.0.1:1" });
    terraform.write("main.tf", instanceImage());
    const error = await failureOf(terraform, "plan");
    expect(error).toMatch(/ALIBABACLOUDSTACK_PROXY.*must have its user name and password percent-encoded/);
    expect(error).not.toContain("hid");
    expect(stack.requests()).toEqual([]);
  });
});

describe("the endpoint", () => {
  acceptanceTest.for([
    ["a URL", "ecs", (port: number) => `http://127.0.0.1:${port}`],
    ["a URL with a slash", "ecs", (port: number) => `http://127.0.0.1:${port}/`],
    ["host:port, with protocol", "ecs", (port: number) => `127.0.0.1:${port}`],
    ["the domain of the ASAPI gateway", "domain", (port: number) => `127.0.0.1:${port}`],
    [
      "the domain of the ASAPI gateway with its path",
      "domain",
      (port: number) => `127.0.0.1:${port}/asapi/v3`,
    ],
  ] as const)("is %s", async ([, argument, address], { stack, workspaceWith }) => {
    const terraform = await workspaceWith(NO_ENDPOINT);
    const given = `"${address(stack.local.port)}"`;
    const body = argument === "ecs" ? `endpoints {\necs = ${given}\n}` : `domain = ${given}`;
    terraform.write("main.tf", providerBlock(`protocol = "HTTP"\n${body}`) + instanceImage());
    await terraform.apply();
    expect(storedId(terraform)).toBe((await stack.onlyImage()).ImageId);
  });

  acceptanceTest.for([
    ["a host alone, by HTTPS", `endpoints {\necs = "ecs.invalid"\n}`, /ecs\.invalid/],
    [
      "the POP gateway of the center region",
      `popgw_domain = "popgw.invalid"`,
      /ecs-internal\.popgw\.invalid/,
    ],
    [
      "the POP gateway of another region",
      `popgw_domain = "popgw.invalid"\nis_center_region = false`,
      /ecs-internal\.cn-local-env01-d01\.popgw\.invalid/,
    ],
  ] as const)("is %s", async ([, body, host], { workspaceWith }) => {
    const terraform = await workspaceWith(NO_ENDPOINT);
    terraform.write("main.tf", providerBlock(`${body}\nmax_retries = 0`) + instanceImage());
    expect(await failureOf(terraform, "apply", "-auto-approve")).toMatch(host);
  });

  acceptanceTest("that is none is an error that shows it", async ({ workspaceWith }) => {
    const terraform = await workspaceWith(NO_ENDPOINT);
    terraform.write("main.tf", providerBlock(`endpoints {\necs = "not a host"\n}`) + instanceImage());
    expect(await failureOf(terraform, "plan")).toMatch(
      /endpoints\.ecs must be a host, host:port or URL.*"not a host"/,
    );
  });
});

describe("a provider block that is shared with the provider in Go", () => {
  acceptanceTest(
    "may have arguments for other products: one warning names them",
    async ({ stack, workspaceWith }) => {
      const terraform = await workspaceWith(NO_ENDPOINT);
      terraform.write(
        "main.tf",
        `${providerBlock(`ossservice_domain = "oss.example.com"
        quickbi_endpoint       = "quickbi.example.com"
        skip_region_validation = true
        asapi_endpoint         = "public.asapi.example.com"
        max_retry_timeout      = 600
        endpoints {
          ecs       = "${stack.local.endpoint}"
          oss       = "oss.example.com"
          slb       = "slb.example.com"
          waf_onecs = "waf.example.com"
        }`)}${instanceImage()}`,
      );
      const { stdout, exitCode } = await terraform.run("plan");
      expect(exitCode).toBe(0);
      const text = unframed(stdout);
      expect(text.match(/Ignored arguments in the provider block/g)).toHaveLength(1);
      for (const name of [
        "ossservice_domain",
        "quickbi_endpoint",
        "skip_region_validation",
        "asapi_endpoint",
        "max_retry_timeout",
        "endpoints.waf_onecs",
        "endpoints.oss",
        "endpoints.slb",
      ])
        expect(text).toContain(name);
      await terraform.apply();
      expect(await stack.images()).toHaveLength(1);
    },
  );

  acceptanceTest("may name the resource set", async ({ stack, terraform }) => {
    const byName = `resource_group_set_name = "local"\nendpoints {\nascm = "${stack.local.endpoint}"\n}`;
    terraform.write("main.tf", providerBlock(byName) + instanceImage());
    await terraform.apply();
    await terraform.destroy();
    const lookups = stack.requests("ListResourceGroup");
    expect(lookups[0]?.parameters).toMatchObject({ resourceGroupName: "local" });
    const others = stack.requests().filter(({ action }) => action !== "ListResourceGroup");
    expect(others.length).toBeGreaterThan(3);
    for (const { parameters } of others) {
      expect(parameters).toMatchObject({ Department: "1", OrganizationId: "1", ResourceGroup: "2" });
    }
  });

  acceptanceTest("must name a resource set that exists", async ({ stack, terraform }) => {
    const byName = `resource_group_set_name = "loc"\nendpoints {\nascm = "${stack.local.endpoint}"\n}`;
    terraform.write("main.tf", providerBlock(byName) + instanceImage());
    expect(await failureOf(terraform, "apply", "-auto-approve")).toMatch(
      /resource set loc failed: no resource set has this name.*resource_group_set_name/,
    );
    expect(stack.requests("CreateImage")).toEqual([]);
  });

  acceptanceTest.for([
    ["ecs_role_name", `ecs_role_name = "x"`],
    ["profile", `profile = "x"`],
    ["shared_credentials_file", `shared_credentials_file = "x"`],
  ] as const)(
    "must not have %s, which would make it act with other rights",
    async ([name, body], { stack, terraform }) => {
      terraform.write("main.tf", providerBlock(body) + instanceImage());
      const error = await failureOf(terraform, "plan");
      expect(error).toMatch(new RegExp(`${name} is not supported.*access_key and secret_key`));
      expect(error).toContain("on main.tf line ");
      expect(stack.requests()).toEqual([]);
    },
  );
});
