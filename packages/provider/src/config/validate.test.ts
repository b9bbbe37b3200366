import { UNKNOWN } from "terraform-plugin";
import { type PlainObject, startProvider, type TestProvider } from "terraform-plugin/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alibabacloudstack } from "../provider.ts";

let provider: TestProvider;

beforeAll(async () => {
  provider = await startProvider(alibabacloudstack, { config: null });
});
afterAll(() => provider.close());

async function errorsOf(config: PlainObject) {
  return (await provider.validateProvider(config)).diagnostics;
}

describe("an unsupported argument", () => {
  test.each([["ecs_role_name"], ["profile"], ["shared_credentials_file"]])(
    "is an error that says what to set instead: %s",
    async (name) => {
      expect(await errorsOf({ [name]: "x" })).toEqual([
        {
          severity: "error",
          summary: `${name} is not supported`,
          detail: `${name} is set, but this version of the provider does not support ${name}. Remove it and set access_key and secret_key; add security_token for temporary credentials, or role_arn for a role.`,
          path: name,
        },
      ]);
    },
  );

  test("is an error even while its value is unknown", async () => {
    expect(await errorsOf({ profile: UNKNOWN })).toHaveLength(1);
  });

  test("may be empty", async () => {
    expect(await errorsOf({ ecs_role_name: "", profile: null })).toEqual([]);
  });
});

describe("proxy", () => {
  test.each([
    "http://proxy:8080",
    "https://ann:pass@proxy.example.com",
    "https://ann:100%25@127.0.0.1:8080",
    "",
    " ",
    null,
    UNKNOWN,
  ])("may be %j", async (proxy) => {
    expect(await errorsOf({ proxy })).toEqual([]);
  });

  test.each<[string, string]>([
    [
      "proxy:8080",
      "be a full URL that starts with http:// or https://, for example http://proxy.example.com:8080",
    ],
    ["socks5://ann:top-secret@proxy", "be a full URL that starts with http:// or https://"],
    ["http://", "be a full URL that starts with http:// or https://"],
    ["http://ann:top-secret@proxy:port", "be a full URL that starts with http:// or https://"],
    [
      "http://ann:top-secret%@proxy:8080",
      "have its user name and password percent-encoded: write %25 for a % sign",
    ],
    ["http://an%n:top-secret@proxy:8080", "have its user name and password percent-encoded"],
    ["https://ann:top-secret%zz@10.0.0.1", "have its user name and password percent-encoded"],
    ["https://ann:top-secret%ff@10.0.0.1", "have its user name and password percent-encoded"],
  ])("must not be %s; the error does not show it, because it may contain a password", async (proxy, rule) => {
    const errors = await errorsOf({ proxy });
    expect(errors).toMatchObject([{ severity: "error", summary: "Invalid value for proxy" }]);
    expect(errors[0]?.detail).toContain(`proxy must ${rule}`);
    expect(JSON.stringify(errors)).not.toContain("top-secret");
  });
});

test.each([
  ["proxy:8080", "proxy"],
  ["socks5://ann:top-secret@proxy", undefined],
])(
  "the error about the proxy %s points at %s: Terraform prints the line it points at",
  async (proxy, path) => {
    expect((await errorsOf({ proxy }))[0]?.path).toBe(path);
  },
);

describe("a role", () => {
  const ARN = "acs:ram::1234567890123456:role/image-builder";

  test.each<[PlainObject]>([
    [{ role_arn: ARN }],
    [{ role_arn: "" }],
    [{ role_arn: UNKNOWN }],
    [{ assume_role: [] }],
    [{ assume_role: [{ role_arn: ARN }] }],
    [{ assume_role: [{ role_arn: UNKNOWN, session_name: UNKNOWN }] }],
    [{ assume_role: [{ role_arn: ARN, session_name: "ab", policy: "{}", session_expiration: 900 }] }],
    [{ assume_role: [{ role_arn: ARN, session_name: "a.@-_".padEnd(64, "b"), session_expiration: 3600 }] }],
  ])("may be %j", async (config) => {
    expect(await errorsOf(config)).toEqual([]);
  });

  test.each<[PlainObject, RegExp]>([
    [{ role_arn: "image-builder" }, /role_arn must be the ARN of a role, for example acs:ram::/],
    [{ role_arn: "acs:ram::1:user/x" }, /role_arn must be the ARN of a role/],
    [{ assume_role: [{ role_arn: "acs:ram::1:role/" }] }, /role_arn must be the ARN of a role/],
    [{ assume_role: [{ role_arn: ARN, session_name: "a" }] }, /session_name must be 2 to 64 letters/],
    [
      { assume_role: [{ role_arn: ARN, session_name: "a".repeat(65) }] },
      /session_name must be 2 to 64 letters/,
    ],
    [{ assume_role: [{ role_arn: ARN, session_name: "a b" }] }, /session_name must be 2 to 64 letters/],
    [{ assume_role: [{ role_arn: ARN, policy: "{" }] }, /policy must be a policy in JSON/],
    [{ assume_role: [{ role_arn: ARN, session_expiration: 899 }] }, /be between 900 and 3600 seconds/],
    [{ assume_role: [{ role_arn: ARN, session_expiration: 3601 }] }, /be between 900 and 3600 seconds/],
  ])("must not be %j", async (config, rule) => {
    expect((await errorsOf(config)).map(({ detail }) => detail)).toEqual([expect.stringMatching(rule)]);
  });
});

describe("values with limits", () => {
  test.each<[string, unknown, string]>([
    ["protocol", "FTP", 'be one of "HTTP", "HTTPS"'],
    ["protocol", "https", 'be one of "HTTP", "HTTPS"'],
    ["client_read_timeout", 0, "be between 1 and 2147483647 milliseconds"],
    ["client_read_timeout", 2 ** 31, "be between 1 and 2147483647 milliseconds"],
    ["client_connect_timeout", 0.5, "be a whole number"],
    ["max_retries", -1, "be between 0 and 100"],
    ["max_retries", 101, "be between 0 and 100"],
    ["configuration_source", "x".repeat(65), "be 64 characters long at most"],
  ])("%s must not be %j", async (name, value, rule) => {
    const errors = await errorsOf({ [name]: value });
    expect(errors[0]).toMatchObject({
      path: name,
      detail: expect.stringContaining(`${name} must ${rule}, but it is `),
    });
  });

  test.each<[string, unknown]>([
    ["protocol", "HTTP"],
    ["protocol", "HTTPS"],
    ["client_read_timeout", 1],
    ["client_connect_timeout", 2 ** 31 - 1],
    ["max_retries", 0],
    ["max_retries", 100],
    ["configuration_source", "😀".repeat(64)],
  ])("%s may be %j", async (name, value) => {
    expect(await errorsOf({ [name]: value })).toEqual([]);
  });

  test.each(["keys", "key_prefixes"])("ignore_tags.%s must not contain null", async (name) => {
    expect(await errorsOf({ ignore_tags: { [name]: ["a", null] } })).toMatchObject([
      { path: `ignore_tags.${name}`, detail: expect.stringContaining("must contain no null") },
    ]);
  });

  test("default tags obey the rules for tags", async () => {
    expect(await errorsOf({ default_tags: { tags: { "acs:x": "1" } } })).toMatchObject([
      { summary: "Invalid tag key", path: 'default_tags.tags["acs:x"]' },
    ]);
  });
});
