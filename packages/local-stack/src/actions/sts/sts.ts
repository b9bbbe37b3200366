import { apiError } from "../../errors/api-error.ts";
import { issueCredential } from "../../model/credentials.ts";
import { isoSeconds } from "../../model/time.ts";
import { defineAction } from "../define-action.ts";
import { integer, required, text } from "../parameters/parameter.ts";
import { must } from "../parameters/rule.ts";

/** The version of the STS API. */
const STS_VERSION = "2015-04-01";
/** The user that the stack's own key belongs to. */
const USER = { id: "200000000000000001", name: "local" };
/** Seconds. Source: "STS API reference, AssumeRole", for a role whose longest session was left as it is. */
const SESSION_SECONDS = { min: 900, preset: 3600, max: 3600 };

const isSessionName = (value: string) => /^[A-Za-z0-9.@_-]{2,64}$/.test(value);
const isArn = (value: string) => parseArn(value) !== undefined;

/**
 * AssumeRole: a temporary key for a role. Every role is there, except one with `missing` in its name; the key can do what
 * every key can.
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

/** GetCallerIdentity: whom the key that signed the request belongs to. */
export const getCallerIdentity = defineAction({
  name: "GetCallerIdentity",
  version: STS_VERSION,
  writes: false,
  parameters: {},
  errors: [],
  find() {},
  handle(stack, _values, _found, caller) {
    const AccountId = String(stack.accountId);
    const credential = stack.credentials.get(caller.accessKeyId);
    if (credential === undefined) {
      return {
        IdentityType: "RAMUser",
        AccountId,
        PrincipalId: USER.id,
        UserId: USER.id,
        Arn: `acs:ram::${AccountId}:user/${USER.name}`,
      };
    }
    const { roleArn, sessionName } = credential;
    const RoleId = roleId(parseArn(roleArn)?.name);
    return {
      IdentityType: "AssumedRoleUser",
      AccountId,
      PrincipalId: `${RoleId}:${sessionName}`,
      RoleId,
      Arn: sessionArn(roleArn, sessionName),
    };
  },
});

function parseArn(arn: string): { readonly account: string; readonly name: string } | undefined {
  const match = /^acs:ram::(\d{1,20}):role\/([A-Za-z0-9._-]{1,64})$/.exec(arn);
  return match === null ? undefined : { account: match[1] ?? "", name: match[2] ?? "" };
}

function sessionArn(roleArn: string, sessionName: string): string {
  return `${roleArn.replace(":role/", ":assumed-role/")}/${sessionName}`;
}

/** A number of eighteen digits that is always the same for a name. */
function roleId(name = ""): string {
  let sum = 0n;
  for (const character of name) sum = (sum * 131n + BigInt(character.codePointAt(0) ?? 0)) % 10n ** 17n;
  return `3${String(sum).padStart(17, "0")}`;
}

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
