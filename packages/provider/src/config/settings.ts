import { type Diagnostics, path } from "terraform-plugin";
import { type Environment, ProviderArguments } from "./arguments.ts";
import type { Endpoint } from "./endpoint.ts";
import { type Endpoints, resolveEndpoints } from "./endpoint-arguments.ts";
import { resolveProxy } from "./proxy.ts";
import { type Role, resolveRole } from "./role.ts";
import type { ProviderConfig } from "./schema.ts";
import { refuseUnsupportedVariables } from "./unsupported-arguments.ts";

/** What the provider block and the environment say about calls. */
export interface Settings {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string | undefined;
  readonly region: string;
  readonly endpoint: Endpoint;
  /** The role to assume with the access key, and the endpoint of STS. */
  readonly role: (Role & { readonly endpoint: Endpoint }) | undefined;
  readonly insecure: boolean;
  readonly caFile: string | undefined;
  readonly proxyUrl: string | undefined;
  readonly connectTimeoutMs: number;
  readonly readTimeoutMs: number;
  readonly maxRetries: number | undefined;
  /** ID of the organization. */
  readonly department: string | undefined;
  /** ID of the resource set. */
  readonly resourceGroup: string | undefined;
  /** The name of the resource set whose IDs are to be looked up, and the endpoint for it. */
  readonly resourceSet: { readonly name: string; readonly endpoint: Endpoint } | undefined;
  readonly sourceIp: string | undefined;
  readonly secureTransport: string | undefined;
  readonly configurationSource: string | undefined;
}

/**
 * Settings; or the names of the arguments whose values are unknown until other objects exist; or null, if an argument is missing or
 * wrong.
 */
export type ResolvedSettings =
  | { readonly settings: Settings }
  | { readonly unknown: readonly string[] }
  | null;

/** The default of aliyun/alibabacloudstack. */
const DEFAULT_TIMEOUT_MS = 60_000;

/** Settings from a provider block and an environment. Adds an error to `diagnostics` for everything that is missing or wrong. */
export function resolveSettings(
  config: ProviderConfig,
  environment: Environment,
  diagnostics: Diagnostics,
): ResolvedSettings {
  const given = new ProviderArguments(config, environment, diagnostics);
  refuseUnsupportedVariables(given);
  const { accessKeyId, accessKeySecret } = accessKey(given);
  const region = given.text(["region", "region_id"], "ALIBABACLOUDSTACK_REGION");
  const endpoints = resolveEndpoints(given, region ?? "");
  const role = resolveRole(given);
  const resourceSetName = given.text("resource_group_set_name", "ALIBABACLOUDSTACK_RESOURCE_GROUP_SET");
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
  const hasBothIds = rest.department !== undefined && rest.resourceGroup !== undefined;
  const resourceSet = resourceSetName !== undefined && !hasBothIds ? { name: resourceSetName } : undefined;
  reportMissing(given, { accessKeyId, accessKeySecret, region, endpoints, role, resourceSet });
  if (diagnostics.hasErrors || endpoints?.ecs === undefined) return null;
  if (accessKeyId === undefined || accessKeySecret === undefined || region === undefined) return null;
  return {
    settings: {
      ...rest,
      accessKeyId,
      accessKeySecret,
      region,
      endpoint: endpoints.ecs,
      role: at(endpoints.sts, role),
      resourceSet: at(endpoints.ascm, resourceSet),
    },
  };
}

/** `organization_accesskey` and `organization_secretkey` replace the access key if both are set, as in aliyun/alibabacloudstack. */
function accessKey(given: ProviderArguments) {
  const organization = {
    accessKeyId: given.text("organization_accesskey", "ALIBABACLOUDSTACK_ORGANIZATION_ACCESSKEY"),
    accessKeySecret: given.text("organization_secretkey", "ALIBABACLOUDSTACK_ORGANIZATION_SECRETKEY"),
  };
  if (organization.accessKeyId !== undefined && organization.accessKeySecret !== undefined)
    return organization;
  return {
    accessKeyId: given.text("access_key", "ALIBABACLOUDSTACK_ACCESS_KEY"),
    accessKeySecret: given.text("secret_key", "ALIBABACLOUDSTACK_SECRET_KEY"),
  };
}

/** What is to be called, with its endpoint; undefined if nothing is. */
function at<T>(
  endpoint: Endpoint | undefined,
  what: T | undefined,
): (T & { readonly endpoint: Endpoint }) | undefined {
  return what && endpoint && { ...what, endpoint };
}

/** The arguments without which there are no settings. */
interface Needed {
  readonly accessKeyId: string | undefined;
  readonly accessKeySecret: string | undefined;
  readonly region: string | undefined;
  /** Null if an error about them has been added. */
  readonly endpoints: Endpoints | null;
  readonly role: Role | undefined;
  readonly resourceSet: { readonly name: string } | undefined;
}

function reportMissing(given: ProviderArguments, needed: Needed): void {
  const { accessKeyId, accessKeySecret, region, endpoints, role, resourceSet } = needed;
  const { diagnostics } = given;
  const requireArgument = (
    name: "access_key" | "secret_key" | "region",
    value: string | undefined,
    variable: string,
  ) => {
    if (value !== undefined) return;
    diagnostics.error(
      `Missing ${name}`,
      `The provider needs ${name}. Set it in the provider block, or set the environment variable ${variable}.`,
      path(name),
    );
  };
  requireArgument("access_key", accessKeyId, "ALIBABACLOUDSTACK_ACCESS_KEY");
  requireArgument("secret_key", accessKeySecret, "ALIBABACLOUDSTACK_SECRET_KEY");
  requireArgument("region", region, "ALIBABACLOUDSTACK_REGION");
  if (endpoints === null) return;
  if (endpoints.ecs === undefined) {
    // Without a region the error above comes first.
    if (region === undefined) return;
    diagnostics.error(
      "Missing endpoint",
      "The provider needs the endpoint of ECS. Set popgw_domain (or ALIBABACLOUDSTACK_POPGW_DOMAIN), domain (or ALIBABACLOUDSTACK_DOMAIN), or ecs in an endpoints block (or ALIBABACLOUDSTACK_ECS_ENDPOINT).",
    );
    return;
  }
  if (role && endpoints.sts === undefined) {
    diagnostics.error(
      "Missing STS endpoint",
      "The provider needs the endpoint of STS to assume the role. Set sts in an endpoints block (or ALIBABACLOUDSTACK_STS_ENDPOINT), popgw_domain, or domain.",
      path("endpoints"),
    );
  }
  if (resourceSet && endpoints.ascm === undefined) {
    diagnostics.error(
      "Missing ASCM endpoint",
      "The provider needs the endpoint of the console API (ASCM) to look up resource_group_set_name. Set ascm in an endpoints block, popgw_domain, or domain; or set department and resource_group instead of the name.",
      path("endpoints"),
    );
  }
}
