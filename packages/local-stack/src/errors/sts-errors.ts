import type { ErrorRow } from "./row.ts";

/** Errors about temporary keys. Source: "STS API reference, AssumeRole". */
export const stsErrors = {
  roleArnMalformed: [400, "InvalidParameter.RoleArn", "The parameter RoleArn is wrongly formed."],
  roleSessionNameMalformed: [
    400,
    "InvalidParameter.RoleSessionName",
    "The parameter RoleSessionName is wrongly formed.",
  ],
  durationSeconds: [
    400,
    "InvalidParameter.DurationSeconds",
    "The Min/Max value of DurationSeconds is 15min/1hr.",
  ],
  policyGrammar: [
    400,
    "InvalidParameter.PolicyGrammar",
    "The parameter Policy has not passed grammar check.",
  ],
  roleNotFound: [404, "EntityNotExist.Role", "The role not exists: %s."],
} as const satisfies Record<string, ErrorRow>;
