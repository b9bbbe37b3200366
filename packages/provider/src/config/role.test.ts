import { Diagnostics, UNKNOWN } from "terraform-plugin";
import type { PlainObject } from "terraform-plugin/testing";
import { describe, expect, test } from "vitest";
import { readProviderBlocks } from "../testing/provider-blocks.ts";
import { type Environment, ProviderArguments } from "./arguments.ts";
import { resolveRole } from "./role.ts";

const configOf = readProviderBlocks();

const ARN = "acs:ram::1:role/a";
const OTHER = "acs:ram::1:role/b";
const ARN_VARIABLE = "ALIBABACLOUDSTACK_ASSUME_ROLE_ARN";
const NAME_VARIABLE = "ALIBABACLOUDSTACK_ASSUME_ROLE_SESSION_NAME";
const SECONDS_VARIABLE = "ALIBABACLOUDSTACK_ASSUME_ROLE_SESSION_EXPIRATION";

async function resolve(config: PlainObject, environment: Environment = {}) {
  const given = new ProviderArguments(await configOf(config), environment, new Diagnostics());
  const role = resolveRole(given);
  return { role, unknown: given.unknown, errors: given.diagnostics.list };
}

describe("the role", () => {
  test.each<[string, PlainObject, Environment, string | undefined]>([
    ["is undefined if nothing names one", {}, {}, undefined],
    [
      "is undefined if everything that could name one is empty",
      { role_arn: "", assume_role: [{ role_arn: " " }] },
      {},
      undefined,
    ],
    ["is that of role_arn", { role_arn: ARN }, { [ARN_VARIABLE]: OTHER }, ARN],
    ["is that of the environment", {}, { [ARN_VARIABLE]: OTHER }, OTHER],
    [
      "is that of role_arn when the block has none, as in aliyun/alibabacloudstack",
      { role_arn: ARN, assume_role: [{ session_name: "me" }] },
      {},
      ARN,
    ],
    ["is that of the block, if there is one", { role_arn: OTHER, assume_role: [{ role_arn: ARN }] }, {}, ARN],
  ])("%s", async (_rule, config, environment, expected) => {
    expect((await resolve(config, environment)).role?.roleArn).toBe(expected);
  });

  test("has the session that the block describes", async () => {
    const block = { role_arn: ARN, session_name: "me", policy: "{}", session_expiration: 900 };
    expect((await resolve({ assume_role: [block] }, { [NAME_VARIABLE]: "other" })).role).toEqual({
      roleArn: ARN,
      sessionName: "me",
      policy: "{}",
      sessionSeconds: 900,
    });
  });

  test.each<[Environment, string]>([
    [{ [NAME_VARIABLE]: "mine" }, "mine"],
    [{}, "terraform"],
  ])("has a session name from %j: %s", async (environment, expected) => {
    expect((await resolve({ role_arn: ARN }, environment)).role).toEqual({
      roleArn: ARN,
      sessionName: expected,
      policy: undefined,
      sessionSeconds: undefined,
    });
  });
});

describe("how long the session lasts", () => {
  test.each<[string, PlainObject, number | undefined]>([
    ["comes from the block before the environment", { role_arn: ARN, session_expiration: 901 }, 901],
    ["comes from the environment when the block does not say", { role_arn: ARN }, 1800],
  ])("%s", async (_rule, block, expected) => {
    const { role } = await resolve({ assume_role: [block] }, { [SECONDS_VARIABLE]: "1800" });
    expect(role?.sessionSeconds).toBe(expected);
  });

  test.each(["899", "3601", "1h"])("must not be %s in the environment", async (seconds) => {
    expect((await resolve({ role_arn: ARN }, { [SECONDS_VARIABLE]: seconds })).errors).toMatchObject([
      {
        detail: `The environment variable ${SECONDS_VARIABLE}, which sets assume_role, must be a whole number between 900 and 3600.`,
      },
    ]);
  });
});

describe("unknown values are recorded", () => {
  test.each<[PlainObject, string[]]>([
    [{ role_arn: UNKNOWN }, ["role_arn"]],
    [{ assume_role: UNKNOWN }, ["assume_role"]],
    [{ assume_role: [{ role_arn: ARN, policy: UNKNOWN }] }, ["assume_role.policy"]],
  ])("%j", async (config, expected) => {
    expect((await resolve(config)).unknown).toEqual(expected);
  });
});

test.each<[Environment, RegExp]>([
  [
    { [ARN_VARIABLE]: "builder" },
    /^The environment variable ALIBABACLOUDSTACK_ASSUME_ROLE_ARN, .* must be the ARN/,
  ],
  [
    { [ARN_VARIABLE]: ARN, [NAME_VARIABLE]: "a b" },
    /^The environment variable ALIBABACLOUDSTACK_ASSUME_ROLE_SESSION_NAME, .* must be 2 to 64/,
  ],
])("a wrong value in the environment is an error: %j", async (environment, text) => {
  expect((await resolve({}, environment)).errors.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(text),
  ]);
});
