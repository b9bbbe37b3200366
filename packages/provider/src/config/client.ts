import {
  assumeRole,
  type Credentials,
  type CredentialsProvider,
  createEcsClient,
  type EcsClient,
  type EcsClientOptions,
  type ExtrasProvider,
  resourceSetFinder,
} from "ecs-client";
import { logger, maskSecret } from "terraform-plugin";
import { providerError } from "../errors.ts";
import type { TagPolicy } from "../tags/policy.ts";
import { readCaFile } from "./ca-file.ts";
import { callHeaders, callParameters, scopeHeaders, scopeParameters, userAgent } from "./call-context.ts";
import type { Settings } from "./settings.ts";

/** What resources work with. */
export interface ProviderClient {
  /** Throws a DiagnosticError while the provider configuration depends on unknown values. */
  readonly ecs: EcsClient;
  /** The same service for another region of the cloud. Throws as `ecs` does. */
  ecsIn(region: string): EcsClient;
  /** Null while it depends on unknown values. */
  readonly tagPolicy: TagPolicy | null;
  readonly region: string;
}

/** Options that the clients of all products have. */
type CommonOptions = Omit<EcsClientOptions, "endpoint" | "regionId" | "credentials">;

/** A client for known settings. It connects with the first call. Throws the DiagnosticError of {@link readCaFile}. */
export function createProviderClient(
  settings: Settings,
  tagPolicy: TagPolicy | null,
  terraformVersion: string,
): ProviderClient {
  const common = commonOptions(settings, terraformVersion);
  // One session of a role and one resource set serve all regions.
  const credentials = credentialsFor(settings, common);
  const extrasProvider = resourceSetFor(settings, common, credentials);
  const clientFor = (region: string) =>
    createEcsClient({
      ...common,
      regionId: region,
      endpoint: settings.endpoint.url,
      extraHeaders: callHeaders(settings, region, "Ecs", settings.endpoint),
      credentials,
      extrasProvider,
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

/** The client while arguments of the provider block are unknown. Planning goes on; a call is an error that names the arguments. */
export function deferredClient(unknown: readonly string[], tagPolicy: TagPolicy | null): ProviderClient {
  const refuse = (): never => {
    throw providerError(
      "configuration_unknown",
      `The provider has to call the service, but these arguments of the provider block depend on objects that do not exist yet: ${unknown.join(", ")}. Apply those objects first, for example with -target.`,
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

function commonOptions(settings: Settings, terraformVersion: string): CommonOptions {
  const log = logger("ecs");
  return {
    extraParameters: callParameters(settings),
    insecure: settings.insecure,
    caPem: settings.caFile && readCaFile(settings.caFile),
    proxyUrl: settings.proxyUrl,
    connectTimeoutMs: settings.connectTimeoutMs,
    readTimeoutMs: settings.readTimeoutMs,
    maxRetries: settings.maxRetries,
    userAgent: userAgent(settings, terraformVersion),
    logger: (level, message, fields) => log[level](message, fields),
  };
}

/**
 * The access key, or the credentials of the role that the provider assumes with it. The role's credentials are masked before they can be
 * logged.
 */
function credentialsFor(settings: Settings, common: CommonOptions): Credentials | CredentialsProvider {
  const { accessKeyId, accessKeySecret, securityToken, region, role } = settings;
  const accessKey: Credentials = { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) };
  if (role === undefined) return accessKey;
  const { endpoint, ...session } = role;
  const provide = assumeRole({
    ...common,
    ...session,
    credentials: accessKey,
    regionId: region,
    endpoint: endpoint.url,
    extraHeaders: callHeaders(settings, region, "Sts", endpoint),
  });
  return async (request) => {
    const credentials = await provide(request);
    for (const secret of Object.values(credentials)) maskSecret(secret);
    return credentials;
  };
}

/** Names the resource set in every call, once its IDs have been looked up; undefined if there is none to look up. */
function resourceSetFor(
  settings: Settings,
  common: CommonOptions,
  credentials: Credentials | CredentialsProvider,
): ExtrasProvider | undefined {
  const { region, resourceSet } = settings;
  if (resourceSet === undefined) return undefined;
  const { name, endpoint } = resourceSet;
  const find = resourceSetFinder({
    ...common,
    name,
    credentials,
    regionId: region,
    endpoint: endpoint.url,
    extraHeaders: callHeaders(settings, region, "ascm", endpoint),
  });
  return async (signal) => {
    const { organizationId, resourceGroupId } = await find(signal);
    const scope = { department: organizationId, resourceGroup: resourceGroupId };
    return { parameters: scopeParameters(scope), headers: scopeHeaders(scope) };
  };
}
