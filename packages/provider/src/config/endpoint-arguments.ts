import { isUnknown, path } from "terraform-plugin";
import type { ProviderArguments } from "./arguments.ts";
import { type Endpoint, ecsEndpoint, isEndpoint, stsEndpoint } from "./endpoint.ts";

/** Where products are; undefined where nothing says so. */
export interface Endpoints {
  readonly ecs: Endpoint | undefined;
  readonly sts: Endpoint | undefined;
}

/** The endpoints that arguments and variables name; null, with errors in the diagnostics of `given`, when one that is named is none. */
export function resolveEndpoints(given: ProviderArguments, region: string): Endpoints | null {
  const protocol = given.choice("protocol", ["HTTP", "HTTPS"], "ALIBABACLOUDSTACK_PROTOCOL") ?? "HTTPS";
  const addresses = {
    ecs: endpointBlock(given, "ecs") ?? given.variable("ALIBABACLOUDSTACK_ECS_ENDPOINT"),
    sts: endpointBlock(given, "sts") ?? given.text("sts_endpoint", "ALIBABACLOUDSTACK_STS_ENDPOINT"),
    popgwDomain: given.text("popgw_domain", "ALIBABACLOUDSTACK_POPGW_DOMAIN"),
    domain: given.text("domain", "ALIBABACLOUDSTACK_DOMAIN"),
  };
  const isCenterRegion = given.bool("is_center_region", "ALIBABACLOUDSTACK_CENTER_REGION") ?? true;
  const forceUseAsapi = given.bool("force_use_asapi") ?? false;
  const malformed = argumentNames.filter((name) => {
    const address = addresses[name];
    return address !== undefined && !isEndpoint(address);
  });
  for (const name of malformed) refuse(given, ARGUMENTS[name], addresses[name] ?? "");
  if (malformed.length > 0) return null;
  const all = { ...addresses, isCenterRegion, forceUseAsapi, protocol, region };
  return { ecs: ecsEndpoint(all), sts: stsEndpoint(all) };
}

const ARGUMENTS = {
  ecs: "endpoints.ecs",
  sts: "endpoints.sts",
  popgwDomain: "popgw_domain",
  domain: "domain",
} as const;
const argumentNames = Object.keys(ARGUMENTS) as (keyof typeof ARGUMENTS)[];

function endpointBlock(given: ProviderArguments, product: "ecs" | "sts"): string | undefined {
  const { endpoints } = given.config;
  if (isUnknown(endpoints)) {
    if (!given.unknown.includes("endpoints")) given.unknown.push("endpoints");
    return undefined;
  }
  for (const { [product]: address } of endpoints) {
    if (isUnknown(address)) given.unknown.push(`endpoints.${product}`);
    else if (address?.trim()) return address.trim();
  }
  return undefined;
}

function refuse(given: ProviderArguments, argument: string, address: string): void {
  given.diagnostics.error(
    `Invalid value for ${argument}`,
    `${argument} must be a host, host:port or URL without user, password and query, but it is ${shown(address)}.`,
    path(argument.split(".")[0] ?? argument),
  );
}

/** An address for an error. Before an "@" there may be a password. */
function shown(address: string): string {
  return address.includes("@") ? `"…${address.slice(address.lastIndexOf("@"))}"` : JSON.stringify(address);
}
