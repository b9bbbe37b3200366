import { type Diagnostics, path } from "terraform-plugin";
import { UNSUPPORTED_ARGUMENTS } from "./ignored-arguments.ts";
import type { ProviderConfig } from "./schema.ts";

/** Rules between the arguments of the provider block, and arguments that this version cannot honour. */
export function validateProvider(config: ProviderConfig, diagnostics: Diagnostics): void {
  for (const name of unsupportedNames) {
    if (config[name] !== null && config[name] !== "") unsupported(name, diagnostics);
  }
  if (typeof config.proxy === "string" && config.proxy !== "" && !isHttpUrl(config.proxy)) {
    diagnostics.error(
      "Invalid value for proxy",
      "proxy must be a URL that starts with http:// or https://. (Its value is not shown: it may contain a password.)",
      path("proxy"),
    );
  }
}

/** Adds the error for an argument that this version cannot honour; `environment` names the variable that set it, if one did. */
export function unsupported(name: string, diagnostics: Diagnostics, environment?: string): void {
  const set = environment ? `the environment variable ${environment}` : name;
  diagnostics.error(
    `${name} is not supported`,
    `${set} is set, but this version of the provider cannot honour it. Remove it and give access_key, secret_key and, for temporary credentials, security_token or role_arn; department and resource_group name the resource set.`,
    environment ? undefined : path(name),
  );
}

/** The arguments that this version cannot honour. */
export const unsupportedNames = Object.keys(UNSUPPORTED_ARGUMENTS) as (keyof typeof UNSUPPORTED_ARGUMENTS)[];

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}
