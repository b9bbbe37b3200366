import { type Diagnostics, isUnknown } from "terraform-plugin";
import { isSet } from "./arguments.ts";
import { isExposed } from "./endpoint.ts";
import { IGNORED_ARGUMENTS, IGNORED_ENDPOINTS } from "./ignored-arguments.ts";
import type { ProviderConfig } from "./schema.ts";
import type { Settings } from "./settings.ts";

/** Adds one warning that lists the arguments which are set and have no effect. An empty text counts as not set. */
export function warnOfIgnoredArguments(config: ProviderConfig, diagnostics: Diagnostics): void {
  const names = new Set<string>(IGNORED_ARGUMENTS.filter((name) => isSet(config[name])));
  for (const block of isUnknown(config.endpoints) ? [] : config.endpoints) {
    for (const name of IGNORED_ENDPOINTS) if (isSet(block[name])) names.add(`endpoints.${name}`);
  }
  if (names.size === 0) return;
  diagnostics.warning(
    "Ignored arguments in the provider block",
    `The provider accepts these arguments of aliyun/alibabacloudstack, but they have no effect here: ${[...names].join(", ")}.`,
  );
}

/** Adds a warning for each way in which the settings expose credentials to the network. */
export function warnOfExposedCredentials(settings: Settings, diagnostics: Diagnostics): void {
  if (settings.insecure) {
    diagnostics.warning(
      "TLS certificates are not verified",
      "insecure = true accepts any TLS certificate. Anyone on the network path can pose as the cloud, read every call and change every response. If the cloud has its own certificate authority, remove insecure and set ca_file to its certificates.",
    );
  }
  const { endpoint, role, resourceSet, securityToken } = settings;
  if (securityToken === undefined && role === undefined) return;
  const exposed = [endpoint, role?.endpoint, resourceSet?.endpoint]
    .filter((each) => each !== undefined)
    .filter(isExposed);
  if (exposed.length === 0) return;
  const origins = [...new Set(exposed.map(({ url }) => new URL(url).origin))];
  diagnostics.warning(
    "Temporary credentials are sent over plain HTTP",
    `Calls to ${origins.join(" and ")} carry ${role ? "the credentials of a role" : "a security token"} over plain HTTP. Anyone on the network path can read and use them. Use HTTPS: remove http:// from the address, and do not set protocol to HTTP.`,
  );
}
