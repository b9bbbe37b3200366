import {
  assumeRole,
  type Credentials,
  type CredentialsProvider,
  createEcsClient,
  type EcsClient,
  type EcsClientOptions,
} from "ecs-client";
import { DiagnosticError, logger, maskSecret } from "terraform-plugin";
import type { TagPolicy } from "../tags/tag-policy.ts";
import { version } from "../version.ts";
import { readCaFile } from "./ca-file.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Settings } from "./settings.ts";

/** What resources work with. */
export interface ProviderClient {
  /** Throws a DiagnosticError while the provider configuration depends on values that are not known yet. */
  readonly ecs: EcsClient;
  /** The same service for another region of the cloud; throws as `ecs` does. */
  ecsIn(region: string): EcsClient;
  /** Null while it depends on values that are not known yet. */
  readonly tagPolicy: TagPolicy | null;
  readonly region: string;
}

/** A client for known settings. It connects when it is first used. Throws the DiagnosticError of {@link readCaFile}. */
export function createProviderClient(
  settings: Settings,
  tagPolicy: TagPolicy | null,
  terraformVersion: string,
): ProviderClient {
  const log = logger("ecs");
  const ownCredentials: Credentials = {
    accessKeyId: settings.accessKeyId,
    accessKeySecret: settings.accessKeySecret,
    ...(settings.securityToken && { securityToken: settings.securityToken }),
  };
  const common = {
    credentials: ownCredentials,
    extraParameters: parameters(settings),
    insecure: settings.insecure,
    caPem: settings.caFile && readCaFile(settings.caFile),
    proxyUrl: settings.proxyUrl,
    connectTimeoutMs: settings.connectTimeoutMs,
    readTimeoutMs: settings.readTimeoutMs,
    maxRetries: settings.maxRetries,
    userAgent: userAgent(settings, terraformVersion),
    logger: (level, message, fields) => log[level](message, fields),
  } satisfies Partial<EcsClientOptions>;
  // One session of a role serves all regions.
  const credentials = settings.role ? inRole(settings, settings.role, common) : ownCredentials;
  const clientFor = (region: string) =>
    createEcsClient({
      ...common,
      regionId: region,
      endpoint: settings.endpoint.url,
      extraHeaders: headers({ ...settings, region }, "Ecs", settings.endpoint),
      credentials,
    });
  const ecs = clientFor(settings.region);
  const clients = new Map([[settings.region, ecs]]);
  const ecsIn = (region: string) => {
    const known = clients.get(region);
    if (known) return known;
    const made = clientFor(region);
    clients.set(region, made);
    return made;
  };
  return { ecs, ecsIn, tagPolicy, region: settings.region };
}

/** The credentials of the role that is to be assumed. Like every secret they are masked before anybody can log them. */
function inRole(
  settings: Settings,
  { endpoint, ...role }: NonNullable<Settings["role"]>,
  common: Omit<EcsClientOptions, "endpoint" | "regionId">,
): CredentialsProvider {
  const provide = assumeRole({
    ...common,
    ...role,
    regionId: settings.region,
    endpoint: endpoint.url,
    extraHeaders: headers(settings, "Sts", endpoint),
  });
  return async (request) => {
    const credentials = await provide(request);
    for (const secret of Object.values(credentials)) maskSecret(secret);
    return credentials;
  };
}

/** The client while arguments of the provider block are not known yet: planning goes on, the first call is an error. */
export function deferredClient(unknown: readonly string[], tagPolicy: TagPolicy | null): ProviderClient {
  const refuse = (): never => {
    throw new DiagnosticError(
      "Provider configuration is not known yet",
      `The provider must ask the service, but ${unknown.join(", ")} in the provider block depend on objects that do not exist yet. Apply those objects first, for example with -target.`,
    );
  };
  return {
    get ecs(): EcsClient {
      return refuse();
    },
    ecsIn: refuse,
    tagPolicy,
    region: "",
  };
}

/** Parameters that aliyun/alibabacloudstack adds to every call of a product. */
function parameters(settings: Settings): Record<string, string> {
  return defined({
    Department: settings.department,
    OrganizationId: settings.department,
    ResourceGroup: settings.resourceGroup,
    SourceIp: settings.sourceIp,
    SecureTransport: settings.secureTransport,
  });
}

/** Headers that aliyun/alibabacloudstack adds to every call of a product; the gateways of Apsara Stack route by them. */
function headers(settings: Settings, product: "Ecs" | "Sts", { gateway }: Endpoint): Record<string, string> {
  return defined({
    RegionId: settings.region,
    "x-acs-regionid": settings.region,
    "x-acs-organizationid": settings.department,
    "x-acs-resourcegroupid": settings.resourceGroup,
    "x-acs-request-version": "v1",
    "x-acs-asapi-product": product,
    "x-ascm-product-name": product,
    "x-acs-asapi-gateway-version": gateway === "asapi" ? "3.0" : undefined,
  });
}

function userAgent({ configurationSource }: Settings, terraformVersion: string): string {
  const parts = [`Terraform/${terraformVersion || "unknown"}`, `alibabacloudstack-community/${version}`];
  if (configurationSource)
    parts.push(`Terraform-Module/${configurationSource.replace(/[^\x21-\x7e]/g, "_")}`);
  return parts.join(" ");
}

function defined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) kept[name] = value;
  return kept;
}
