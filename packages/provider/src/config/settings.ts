import { type Diagnostics, isWhollyKnown, path } from "terraform-plugin";
import type { TagPolicy } from "../tags/tag-policy.ts";
import { type Environment, ProviderArguments } from "./arguments.ts";
import type { Endpoint } from "./endpoint.ts";
import { resolveEndpoints } from "./endpoint-arguments.ts";
import { resolveProxy } from "./proxy.ts";
import { type Role, resolveRole } from "./role.ts";
import type { ProviderConfig } from "./schema.ts";
import { refuseUnsupportedVariables } from "./unsupported-arguments.ts";

/** Everything that the provider block and the environment decide about calls. */
export interface Settings {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string | undefined;
  readonly region: string;
  readonly endpoint: Endpoint;
  /** The role to assume with the access key, and where. */
  readonly role: (Role & { readonly endpoint: Endpoint }) | undefined;
  readonly insecure: boolean;
  readonly caFile: string | undefined;
  readonly proxyUrl: string | undefined;
  readonly connectTimeoutMs: number | undefined;
  readonly readTimeoutMs: number | undefined;
  readonly maxRetries: number | undefined;
  readonly department: string | undefined;
  readonly resourceGroup: string | undefined;
  readonly sourceIp: string | undefined;
  readonly secureTransport: string | undefined;
  readonly configurationSource: string | undefined;
}

/** Settings, or the names of the arguments without whose values (known after other objects exist) there are none. */
export type ResolvedSettings =
  | { readonly settings: Settings }
  | { readonly unknown: readonly string[] }
  | null;

/** What aliyun/alibabacloudstack takes when nothing is given. */
const DEFAULT_TIMEOUT_MS = 60_000;

/** Settings from a provider block and an environment; null, with errors in `diagnostics`, when something is missing or wrong. */
export function resolveSettings(
  config: ProviderConfig,
  environment: Environment,
  diagnostics: Diagnostics,
): ResolvedSettings {
  const given = new ProviderArguments(config, environment, diagnostics);
  refuseUnsupportedVariables(given);
  const organization = [given.text("organization_accesskey"), given.text("organization_secretkey")] as const;
  const isOrganization = organization[0] !== undefined && organization[1] !== undefined;
  const accessKeyId = isOrganization
    ? organization[0]
    : given.text("access_key", "ALIBABACLOUDSTACK_ACCESS_KEY");
  const accessKeySecret = isOrganization
    ? organization[1]
    : given.text("secret_key", "ALIBABACLOUDSTACK_SECRET_KEY");
  const region = given.text(["region", "region_id"], "ALIBABACLOUDSTACK_REGION");
  const endpoints = resolveEndpoints(given, region ?? "");
  const role = resolveRole(given);
  const rest = {
    securityToken: given.text("security_token", "ALIBABACLOUDSTACK_SECURITY_TOKEN"),
    insecure: given.bool("insecure", "ALIBABACLOUDSTACK_INSECURE") ?? false,
    caFile: given.text("ca_file", "ALIBABACLOUDSTACK_CA_FILE"),
    proxyUrl: resolveProxy(given),
    connectTimeoutMs:
      given.integer("client_connect_timeout", 1, "CLIENT_CONNECT_TIMEOUT") ?? DEFAULT_TIMEOUT_MS,
    readTimeoutMs: given.integer("client_read_timeout", 1, "CLIENT_READ_TIMEOUT") ?? DEFAULT_TIMEOUT_MS,
    maxRetries: given.integer("max_retries", 0),
    department: given.text("department", "ALIBABACLOUDSTACK_DEPARTMENT"),
    resourceGroup: given.text("resource_group", "ALIBABACLOUDSTACK_RESOURCE_GROUP"),
    sourceIp: given.text("source_ip", "ALIBABACLOUDSTACK_SOURCE_IP"),
    secureTransport:
      given.text(["secure_transport", "security_transport"], "ALIBABACLOUDSTACK_SECURE_TRANSPORT") ??
      given.variable("ALIBABACLOUDSTACK_SECURITY_TRANSPORT"),
    configurationSource: given.text("configuration_source"),
  };
  if (given.unknown.length > 0) return { unknown: given.unknown };
  require(given, "access_key", accessKeyId, "ALIBABACLOUDSTACK_ACCESS_KEY");
  require(given, "secret_key", accessKeySecret, "ALIBABACLOUDSTACK_SECRET_KEY");
  require(given, "region", region, "ALIBABACLOUDSTACK_REGION");
  if (endpoints && !endpoints.ecs && region !== undefined) missingEndpoint(diagnostics);
  if (endpoints?.ecs && !endpoints.sts && role) missingStsEndpoint(diagnostics);
  const endpoint = endpoints?.ecs;
  if (diagnostics.hasErrors) return null;
  if (accessKeyId === undefined || accessKeySecret === undefined || region === undefined || !endpoint) {
    return null;
  }
  const assumed = role && endpoints.sts && { ...role, endpoint: endpoints.sts };
  return { settings: { accessKeyId, accessKeySecret, region, endpoint, role: assumed, ...rest } };
}

/** What the provider block says about tags; null while part of it is not known yet. */
export function resolveTagPolicy({ default_tags, ignore_tags }: ProviderConfig): TagPolicy | null {
  const defaults = default_tags?.tags ?? {};
  const keys = ignore_tags?.keys ?? [];
  const prefixes = ignore_tags?.key_prefixes ?? [];
  if (!isWhollyKnown(defaults) || !isWhollyKnown(keys) || !isWhollyKnown(prefixes)) return null;
  return { defaults, ignoredKeys: keys, ignoredPrefixes: prefixes };
}

function require(
  given: ProviderArguments,
  name: "access_key" | "secret_key" | "region",
  value: unknown,
  variable: string,
) {
  if (value !== undefined) return;
  given.diagnostics.error(
    `Missing ${name}`,
    `The provider needs ${name}. Set it in the provider block, or set the environment variable ${variable}.`,
    path(name),
  );
}

function missingEndpoint(diagnostics: Diagnostics): void {
  diagnostics.error(
    "Missing endpoint",
    "The provider does not know where ECS is. Set popgw_domain (or ALIBABACLOUDSTACK_POPGW_DOMAIN), domain (or ALIBABACLOUDSTACK_DOMAIN), or ecs in an endpoints block (or ALIBABACLOUDSTACK_ECS_ENDPOINT).",
  );
}

function missingStsEndpoint(diagnostics: Diagnostics): void {
  diagnostics.error(
    "Missing STS endpoint",
    "A role is assumed with STS, and the provider does not know where that is. Set sts in an endpoints block (or ALIBABACLOUDSTACK_STS_ENDPOINT), popgw_domain, or domain.",
    path("endpoints"),
  );
}
