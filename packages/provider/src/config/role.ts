import { isUnknown } from "terraform-plugin";
import type { ProviderArguments } from "./arguments.ts";
import { ROLE_ARN, SESSION_NAME, SESSION_SECONDS } from "./role-schema.ts";

/** The role whose credentials sign the calls. */
export interface Role {
  readonly roleArn: string;
  readonly sessionName: string;
  /** Undefined: what the service sets. */
  readonly sessionSeconds: number | undefined;
  /** A policy in JSON that narrows the rights of the session. */
  readonly policy: string | undefined;
}

/** The default of aliyun/alibabacloudstack. */
const DEFAULT_SESSION_NAME = "terraform";

const ARN_VARIABLE = "ALIBABACLOUDSTACK_ASSUME_ROLE_ARN";
const SESSION_NAME_VARIABLE = "ALIBABACLOUDSTACK_ASSUME_ROLE_SESSION_NAME";
const SESSION_SECONDS_VARIABLE = "ALIBABACLOUDSTACK_ASSUME_ROLE_SESSION_EXPIRATION";

/** The role in the provider block or in the environment; undefined if neither names one. Adds errors to the diagnostics of `given`. */
export function resolveRole(given: ProviderArguments): Role | undefined {
  const block = valuesOfBlock(given);
  const arn = block.roleArn ?? given.text("role_arn", ARN_VARIABLE);
  if (arn === undefined) return undefined;
  const sessionName = block.sessionName ?? given.variable(SESSION_NAME_VARIABLE) ?? DEFAULT_SESSION_NAME;
  const sessionSeconds =
    block.sessionSeconds ??
    given.integerVariable(
      SESSION_SECONDS_VARIABLE,
      "assume_role",
      SESSION_SECONDS.minimum,
      SESSION_SECONDS.maximum,
    );
  // The schema has checked the values of the provider block, but not those of the environment.
  if (!ROLE_ARN.holds(arn)) given.badVariable(ARN_VARIABLE, "role_arn", ROLE_ARN.rule);
  if (!SESSION_NAME.holds(sessionName))
    given.badVariable(SESSION_NAME_VARIABLE, "assume_role", SESSION_NAME.rule);
  return { roleArn: arn, sessionName, sessionSeconds, policy: block.policy };
}

/** The values of the `assume_role` block, if there is one. Unknown values are recorded in `given`. */
function valuesOfBlock(given: ProviderArguments): { readonly [K in keyof Role]?: Role[K] | undefined } {
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
