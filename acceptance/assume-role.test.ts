import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { failureOf } from "./support/checks.ts";
import { image, instanceImage, providerBlock } from "./support/hcl.ts";
import { SYSTEM_SNAPSHOT, type TestStack } from "./support/test-stack.ts";

const ROLE = "acs:ram::1000000000000001:role/image-builder";
const HOUR_MS = 3_600_000;

/** A provider block that assumes the role with the STS of the stack. */
function inRole(stack: TestStack, role = `assume_role {\nrole_arn = "${ROLE}"\n}`): string {
  return providerBlock(`${role}\nendpoints {\nsts = "${stack.local.endpoint}"\n}`);
}

describe("every call is made in the role", () => {
  acceptanceTest.for([
    ["assume_role", (stack: TestStack) => inRole(stack), {}],
    ["role_arn", (stack: TestStack) => inRole(stack, `role_arn = "${ROLE}"`), {}],
    ["the environment", (stack: TestStack) => inRole(stack, ""), { ALIBABACLOUDSTACK_ASSUME_ROLE_ARN: ROLE }],
  ] as const)("that %s names", async ([, block, env], { stack, workspaceWith }) => {
    const terraform = await workspaceWith(env);
    terraform.write("main.tf", block(stack) + instanceImage());
    await terraform.apply();
    const [session] = stack.requests("AssumeRole");
    expect(session?.parameters).toMatchObject({ RoleArn: ROLE, RoleSessionName: "terraform" });
    expect(stack.requests("AssumeRole")).toHaveLength(1);
    expect(await stack.images()).toHaveLength(1);
  });

  acceptanceTest("and none with the access key itself", async ({ stack, terraform }) => {
    await stack.setDurations({ imageSeconds: 600 });
    terraform.write("main.tf", inRole(stack) + image(`snapshot_id = "${SYSTEM_SNAPSHOT}"`));
    const apply = terraform.start("apply", "-auto-approve");
    await expect.poll(() => stack.requests("CreateImage").length, { timeout: 20_000 }).toBe(1);
    await stack.setKeyActive(false);
    stack.advance(600_000);
    expect((await apply.result).exitCode).toBe(0);
    expect(stack.requests("AssumeRole")).toHaveLength(1);
  });

  acceptanceTest("for a session as it is configured", async ({ stack, terraform }) => {
    const block = `assume_role {
      role_arn           = "${ROLE}"
      session_name       = "nightly"
      session_expiration = 900
      policy             = jsonencode({ Version = "1" })
    }`;
    terraform.write("main.tf", inRole(stack, block) + instanceImage());
    await terraform.apply();
    expect(stack.requests("AssumeRole")[0]?.parameters).toMatchObject({
      RoleSessionName: "nightly",
      DurationSeconds: "900",
      Policy: '{"Version":"1"}',
    });
  });
});

describe("a session that expires while an image is awaited", () => {
  acceptanceTest("is renewed, and the wait goes on", async ({ stack, terraform }) => {
    await stack.setDurations({ imageSeconds: 7200 });
    terraform.write("main.tf", inRole(stack) + image(`snapshot_id = "${SYSTEM_SNAPSHOT}"`));
    const apply = terraform.start("apply", "-auto-approve");
    const renewals = () => stack.requests("AssumeRole").length;
    const looks = () => stack.requests("DescribeImages").filter(({ errorCode }) => errorCode === null).length;
    await expect.poll(looks, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(renewals()).toBe(1);
    stack.advance(HOUR_MS);
    await expect.poll(renewals, { timeout: 20_000 }).toBe(2);
    const looksBefore = looks();
    await expect.poll(looks, { timeout: 20_000 }).toBeGreaterThan(looksBefore);
    stack.advance(HOUR_MS);
    const { exitCode, stderr } = await apply.result;
    expect(exitCode, stderr).toBe(0);
    const refusals = stack.requests().flatMap(({ errorCode }) => errorCode ?? []);
    expect(new Set(refusals)).toEqual(new Set(["InvalidSecurityToken.Expired"]));
    expect(refusals.length).toBeLessThanOrEqual(2);
    expect(await stack.onlyImage()).toMatchObject({ Status: "Available" });
  });
});

describe("a role that cannot be assumed", () => {
  acceptanceTest("is one error, at once, that names it", async ({ stack, terraform }) => {
    const missing = "acs:ram::1000000000000001:role/missing";
    terraform.write("main.tf", inRole(stack, `role_arn = "${missing}"`) + instanceImage());
    expect(await failureOf(terraform, "apply", "-auto-approve")).toMatch(
      new RegExp(
        `Cannot create the image.*AssumeRole of role ${missing} failed: .*EntityNotExist\\.Role.*Check role_arn of the provider block`,
      ),
    );
    expect(stack.requests()).toHaveLength(1);
    expect(await stack.images()).toEqual([]);
  });

  acceptanceTest(
    "at a gateway that does not say http:// itself, is never asked for over HTTP",
    async ({ workspaceWith }) => {
      const terraform = await workspaceWith({
        ALIBABACLOUDSTACK_ECS_ENDPOINT: undefined,
        ALIBABACLOUDSTACK_DOMAIN: "internal.asapi.invalid",
        ALIBABACLOUDSTACK_PROTOCOL: "HTTP",
      });
      terraform.write("main.tf", providerBlock(`role_arn = "${ROLE}"\nmax_retries = 0`) + instanceImage());
      expect(await failureOf(terraform, "apply", "-auto-approve")).toMatch(
        /AssumeRole of role .*endpoint https:\/\/internal\.asapi\.invalid/,
      );
    },
  );

  acceptanceTest(
    "for want of an endpoint is an error before anything is called",
    async ({ stack, terraform }) => {
      terraform.write("main.tf", providerBlock(`role_arn = "${ROLE}"`) + instanceImage());
      expect(await failureOf(terraform, "plan")).toMatch(
        /Missing STS endpoint.*ALIBABACLOUDSTACK_STS_ENDPOINT/,
      );
      expect(stack.requests()).toEqual([]);
    },
  );
});

describe("with TF_LOG=trace", () => {
  acceptanceTest.override("setup", async () => ({ env: { TF_LOG: "trace", TF_LOG_PATH: "trace.log" } }));

  acceptanceTest("the session's secrets are in no log", async ({ stack, terraform }) => {
    terraform.write("main.tf", inRole(stack) + instanceImage());
    await terraform.apply();
    await stack.breakRequests({ action: "AssumeRole", fault: "error", code: "InternalError", status: 500 });
    await terraform.run("destroy", "-auto-approve");
    const log = readFileSync(join(terraform.folder, "trace.log"), "latin1");
    expect(log).toContain("AssumeRole");
    // What every security token of the stack begins with.
    expect(log).not.toMatch(/CAIS[\w+/%]{16}/);
  });
});
