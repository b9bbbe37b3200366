import { attribute, between, block, must } from "terraform-plugin";

/** A rule for a text of the provider block or of the environment. An empty text counts as not given and passes. */
export interface TextRule {
  /** Completes "must …". */
  readonly rule: string;
  readonly holds: (text: string) => boolean;
}

/** The form of RoleArn. Source for all three: "STS API reference, AssumeRole". */
export const ROLE_ARN: TextRule = {
  rule: "be the ARN of a role, for example acs:ram::1234567890123456:role/image-builder",
  holds: (text) => /^(?:acs:ram::\d+:role\/\S+)?$/.test(text.trim()),
};

/** Characters and length of RoleSessionName. */
export const SESSION_NAME: TextRule = {
  rule: "be 2 to 64 letters, digits or characters of .@-_",
  holds: (text) => /^(?:[A-Za-z0-9.@_-]{2,64})?$/.test(text.trim()),
};

/** How long a session may last, in seconds. */
export const SESSION_SECONDS = { minimum: 900, maximum: 3600 } as const;

/** The argument `role_arn` of the provider block. */
export const roleArn = attribute.string({
  optional: true,
  description:
    "ARN of a role that the provider assumes with the access key. `role_arn` in an `assume_role` block takes precedence. Environment: `ALIBABACLOUDSTACK_ASSUME_ROLE_ARN`.",
  validators: [must(ROLE_ARN.rule, ROLE_ARN.holds)],
});

/** The block `assume_role` of the provider block. */
export const assumeRoleBlock = block.set({
  description:
    "A role that the provider assumes with the access key. The provider assumes it with its first call, and again before the session ends, however long Terraform waits.",
  maxItems: 1,
  attributes: {
    role_arn: attribute.string({
      optional: true,
      description: "ARN of the role. Default: `role_arn` of the provider block.",
      validators: [must(ROLE_ARN.rule, ROLE_ARN.holds)],
    }),
    session_name: attribute.string({
      optional: true,
      description:
        "Name of the session in the audit log of the cloud. Default `terraform`. Environment: `ALIBABACLOUDSTACK_ASSUME_ROLE_SESSION_NAME`.",
      validators: [must(SESSION_NAME.rule, SESSION_NAME.holds)],
    }),
    policy: attribute.string({
      optional: true,
      description: "A policy in JSON. The session may do only what both the policy and the role allow.",
      validators: [must("be a policy in JSON", isJson)],
    }),
    session_expiration: attribute.integer({
      optional: true,
      description:
        "How long a session lasts, in seconds. Default: what the service sets. Environment: `ALIBABACLOUDSTACK_ASSUME_ROLE_SESSION_EXPIRATION`.",
      validators: [between(SESSION_SECONDS.minimum, SESSION_SECONDS.maximum, "seconds")],
    }),
  },
});

function isJson(text: string): boolean {
  if (text.trim() === "") return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
