import { type Diagnostics, path } from "terraform-plugin";
import { isSet, type ProviderArguments } from "./arguments.ts";
import type { ProviderConfig } from "./schema.ts";

/**
 * Arguments of aliyun/alibabacloudstack that this version does not support, with the environment variables that set them. Setting one
 * is an error: if the provider ignored it, it would act with other rights than the user configured.
 */
const UNSUPPORTED_ARGUMENTS = [
  { name: "ecs_role_name", variable: "ALIBABACLOUDSTACK_ECS_ROLE_NAME" },
  { name: "profile", variable: "ALIBABACLOUDSTACK_PROFILE" },
  { name: "shared_credentials_file", variable: "ALIBABACLOUDSTACK_SHARED_CREDENTIALS_FILE" },
] as const;

/** Adds an error for every unsupported argument in the provider block. */
export function refuseUnsupportedArguments(config: ProviderConfig, diagnostics: Diagnostics): void {
  for (const { name } of UNSUPPORTED_ARGUMENTS) {
    if (isSet(config[name])) refuse(name, name, diagnostics);
  }
}

/** Adds an error for every environment variable that would set an unsupported argument. */
export function refuseUnsupportedVariables(given: ProviderArguments): void {
  for (const { name, variable } of UNSUPPORTED_ARGUMENTS) {
    if (isSet(given.config[name]) || given.variable(variable) === undefined) continue;
    refuse(name, `The environment variable ${variable}`, given.diagnostics);
  }
}

function refuse(name: string, source: string, diagnostics: Diagnostics): void {
  diagnostics.error(
    `${name} is not supported`,
    `${source} is set, but this version of the provider does not support ${name}. Remove it and set access_key and secret_key; add security_token for temporary credentials, or role_arn for a role.`,
    source === name ? path(name) : undefined,
  );
}
