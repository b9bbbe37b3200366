import { attribute, between, block, isUnknown, must } from "terraform-plugin";
import type { ProviderArguments } from "./arguments.ts";

/** A role that calls are made in. */
export interface Role {
  readonly roleArn: string;
  readonly sessionName: string;
  /** In seconds; undefined leaves it to the service. */
  readonly sessionSeconds: number | undefined;
  readonly policy: string | undefined;
}

/** What aliyun/alibabacloudstack takes when nothing is given. */
const DEFAULT_SESSION_NAME = "terraform";

const ARN_RULE = "be the ARN of a role, for example acs:ram::1234567890123456:role/image-builder";
const SESSION_NAME_RULE = "be 2 to 64 letters, digits or characters of .@-_";

/** Empty texts count as not given. */
const isRoleArn = (text: string) => /^(?:acs:ram::\d+:role\/\S+)?$/.test(text.trim());
const isSessionName = (text: string) => /^(?:[A-Za-z0-9.@_-]{2,64})?$/.test(text.trim());

/** The argument `role_arn` of the provider block. */
export const roleArn = attribute.string({
  optional: true,
  description:
    "ARN of a role to assume with the access key; `assume_role` beats it. Environment: `ALIBABACLOUDSTACK_ASSUME_ROLE_ARN`.",
  validators: [must(ARN_RULE, isRoleArn)],
});

/** The block `assume_role` of the provider block. */
export const assumeRoleBlock = block.set({
  description:
    "A role to assume with the access key. It is assumed with the first call, and again before its session ends, however long Terraform waits.",
  maxItems: 1,
  attributes: {
    role_arn: attribute.string({
      required: true,
      description: "ARN of the role.",
      validators: [must(ARN_RULE, isRoleArn)],
    }),
    session_name: attribute.string({
      optional: true,
      description:
        "Name of the session in the audit log of the cloud. Default `terraform`. Environment: `ALIBABACLOUDSTACK_ASSUME_ROLE_SESSION_NAME`.",
      validators: [must(SESSION_NAME_RULE, isSessionName)],
    }),
    policy: attribute.string({
      optional: true,
      description: "A policy in JSON; the session may do only what both it and the role allow.",
      validators: [must("be a policy in JSON", (text: string) => text.trim() === "" || isJson(text))],
    }),
    session_expiration: attribute.integer({
      optional: true,
      description: "How long a session lasts, in seconds. Left to the service by default.",
      validators: [between(900, 3600, "seconds")],
    }),
  },
});

/** The role that the provider block or the environment names; undefined when neither does. Errors go to the diagnostics of `given`. */
export function resolveRole(given: ProviderArguments): Role | undefined {
  const inBlock = roleBlock(given);
  const arn = inBlock.roleArn ?? given.text("role_arn", "ALIBABACLOUDSTACK_ASSUME_ROLE_ARN");
  if (arn === undefined) return undefined;
  const variable = given.variable("ALIBABACLOUDSTACK_ASSUME_ROLE_SESSION_NAME");
  const sessionName = inBlock.sessionName ?? variable ?? DEFAULT_SESSION_NAME;
  // The schema has checked what the block says; what the environment says, nobody has.
  if (!isRoleArn(arn)) given.badVariable("ALIBABACLOUDSTACK_ASSUME_ROLE_ARN", "role_arn", ARN_RULE);
  if (!isSessionName(sessionName)) {
    given.badVariable("ALIBABACLOUDSTACK_ASSUME_ROLE_SESSION_NAME", "assume_role", SESSION_NAME_RULE);
  }
  return { roleArn: arn, sessionName, sessionSeconds: inBlock.sessionSeconds, policy: inBlock.policy };
}

/** What the block says, if there is one. Members that are not known yet are noted. */
function roleBlock(given: ProviderArguments): { readonly [K in keyof Role]?: Role[K] | undefined } {
  const blocks = given.config.assume_role;
  if (isUnknown(blocks)) {
    given.unknown.push("assume_role");
    return {};
  }
  const [found] = blocks;
  if (found === undefined) return {};
  const known = <T>(name: keyof typeof found & string, value: T): T | undefined => {
    if (!isUnknown(found[name])) return value;
    given.unknown.push(`assume_role.${name}`);
    return undefined;
  };
  const { role_arn, session_name, policy, session_expiration } = found;
  return {
    roleArn: textOf(known("role_arn", role_arn)),
    sessionName: textOf(known("session_name", session_name)),
    policy: textOf(known("policy", policy)),
    sessionSeconds: numberOf(known("session_expiration", session_expiration)),
  };
}

function textOf(value: unknown): string | undefined {
  return (typeof value === "string" && value.trim()) || undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
