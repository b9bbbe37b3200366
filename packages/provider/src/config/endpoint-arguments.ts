import { isUnknown, path } from "terraform-plugin";
import type { ProviderArguments } from "./arguments.ts";
import { type Endpoint, isEndpoint, type Product, productEndpoint } from "./endpoint.ts";

/** Where each product is; undefined if no argument says so. */
export type Endpoints = Readonly<Record<Product, Endpoint | undefined>>;

/** The endpoints that arguments and variables name. Null if an address is malformed; the diagnostics of `given` have the errors then. */
export function resolveEndpoints(given: ProviderArguments, region: string): Endpoints | null {
  const protocol = given.choice("protocol", ["HTTP", "HTTPS"], "ALIBABACLOUDSTACK_PROTOCOL") ?? "HTTPS";
  const addresses = {
    ecs: endpointsBlock(given, "ecs") ?? given.variable("ALIBABACLOUDSTACK_ECS_ENDPOINT"),
    sts: endpointsBlock(given, "sts") ?? given.text("sts_endpoint", "ALIBABACLOUDSTACK_STS_ENDPOINT"),
    ascm: endpointsBlock(given, "ascm") ?? given.text("ascm_openapi_endpoint"),
    popgwDomain: given.text("popgw_domain", "ALIBABACLOUDSTACK_POPGW_DOMAIN"),
    domain: given.text("domain", "ALIBABACLOUDSTACK_DOMAIN"),
  };
  const isCenterRegion = given.bool("is_center_region", "ALIBABACLOUDSTACK_CENTER_REGION") ?? true;
  const forceUseAsapi = given.bool("force_use_asapi") ?? false;
  const malformed = ADDRESSES.flatMap(({ key, argument }) => {
    const address = addresses[key];
    return address === undefined || isEndpoint(address) ? [] : [{ argument, address }];
  });
  for (const { argument, address } of malformed) refuse(given, argument, address);
  if (malformed.length > 0) return null;
  const all = { ...addresses, isCenterRegion, forceUseAsapi, protocol, region };
  return {
    ecs: productEndpoint("ecs", all),
    sts: productEndpoint("sts", all),
    ascm: productEndpoint("ascm", all),
  };
}

/** The arguments that hold addresses. */
const ADDRESSES = [
  { key: "ecs", argument: "endpoints.ecs" },
  { key: "sts", argument: "endpoints.sts" },
  { key: "ascm", argument: "endpoints.ascm" },
  { key: "popgwDomain", argument: "popgw_domain" },
  { key: "domain", argument: "domain" },
] as const;

function endpointsBlock(given: ProviderArguments, product: Product): string | undefined {
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
