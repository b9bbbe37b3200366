import { apiError } from "../../errors/api-error.ts";
import { isoSeconds } from "../../model/time.ts";
import { defineAction } from "../common/define-action.ts";
import { integer, required, text } from "../parameters/parameter.ts";
import { must } from "../parameters/rule.ts";
import { issueCredential } from "./issue-credential.ts";
import { parseArn, roleId, STS_VERSION, sessionArn } from "./role-arn.ts";

/** Seconds. Source: "STS API reference, AssumeRole", for a role whose longest session was left as it is. */
const SESSION_SECONDS = { min: 900, preset: 3600, max: 3600 };

const isSessionName = (value: string) => /^[A-Za-z0-9.@_-]{2,64}$/.test(value);

const isArn = (value: string) => parseArn(value) !== undefined;

/**
 * AssumeRole: issues a temporary key for a role. Every role exists, except one with `missing` in its name. The key
 * can do what every other key can.
 */
export const assumeRole = defineAction({
  name: "AssumeRole",
  version: STS_VERSION,
  writes: true,
  parameters: {
    RoleArn: required(text(must("roleArnMalformed", isArn))),
    RoleSessionName: required(text(must("roleSessionNameMalformed", isSessionName))),
    DurationSeconds: integer({}, must("durationSeconds", isSessionLength)),
    Policy: text(must("policyGrammar", isJsonText)),
  },
  errors: ["roleNotFound"],
  find(_stack, values) {
    const role = parseArn(values.RoleArn);
    if (role?.name.includes("missing")) throw apiError("roleNotFound", values.RoleArn);
    return role;
  },
  handle(stack, values, role) {
    const lengthMs = (values.DurationSeconds ?? SESSION_SECONDS.preset) * 1000;
    const { RoleArn: roleArn, RoleSessionName: sessionName } = values;
    const expiresAtMs = stack.clock.nowMs() + lengthMs;
    const { accessKeyId, credential } = issueCredential(stack, { roleArn, sessionName, expiresAtMs });
    return {
      AssumedRoleUser: {
        AssumedRoleId: `${roleId(role?.name)}:${sessionName}`,
        Arn: sessionArn(roleArn, sessionName),
      },
      Credentials: {
        AccessKeyId: accessKeyId,
        AccessKeySecret: credential.accessKeySecret,
        SecurityToken: credential.securityToken,
        Expiration: isoSeconds(expiresAtMs),
      },
    };
  },
});

function isSessionLength(seconds: number): boolean {
  return seconds >= SESSION_SECONDS.min && seconds <= SESSION_SECONDS.max;
}

function isJsonText(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
