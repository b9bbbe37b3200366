import { isUnknown } from "terraform-plugin";
import { type ProviderArguments, pathUnlessSecret } from "./arguments.ts";
import { type Endpoint, isEndpoint, type Product, productEndpoint } from "./endpoint.ts";

/** Where each product is; undefined if no argument says so. */
export type Endpoints = Readonly<Record<Product, Endpoint | undefined>>;

/** The endpoints that arguments and variables name. Null if an address is malformed; the diagnostics of `given` have the errors then. */
export function resolveEndpoints(given: ProviderArguments, region: string): Endpoints | null {
  const protocol = given.choice("protocol", ["HTTP", "HTTPS"], "ALIBABACLOUDSTACK_PROTOCOL") ?? "HTTPS";
  const isCenterRegion = given.bool("is_center_region", "ALIBABACLOUDSTACK_CENTER_REGION") ?? true;
  const forceUseAsapi = given.bool("force_use_asapi") ?? false;
  const addresses = readAddresses(given);
  const malformed = Object.values(addresses)
    .filter((each) => each !== undefined)
    .filter(({ text }) => !isEndpoint(text));
  for (const each of malformed) refuse(given, each);
  if (malformed.length > 0) return null;
  const all = {
    ecs: addresses.ecs?.text,
    sts: addresses.sts?.text,
    ascm: addresses.ascm?.text,
    popgwDomain: addresses.popgwDomain?.text,
    domain: addresses.domain?.text,
    isCenterRegion,
    forceUseAsapi,
    protocol,
    region,
  };
  return {
    ecs: productEndpoint("ecs", all),
    sts: productEndpoint("sts", all),
    ascm: productEndpoint("ascm", all),
  };
}

/** An address and where the user gave it. */
interface Address {
  readonly text: string;
  /** For errors: the name of an argument, or of an environment variable. */
  readonly source: string;
  /** The argument or block of the provider block that has it; undefined for a variable. */
  readonly argument?: string;
}

function readAddresses(given: ProviderArguments) {
  const inBlock = (product: Product): Address | undefined => {
    const text = addressInBlock(given, product);
    return text === undefined ? undefined : { text, source: `endpoints.${product}`, argument: "endpoints" };
  };
  const argument = (
    name: "sts_endpoint" | "ascm_openapi_endpoint" | "popgw_domain" | "domain",
  ): Address | undefined => {
    const text = given.text(name);
    return text === undefined ? undefined : { text, source: name, argument: name };
  };
  const variable = (name: string): Address | undefined => {
    const text = given.variable(name);
    return text === undefined ? undefined : { text, source: name };
  };
  return {
    ecs: inBlock("ecs") ?? variable("ALIBABACLOUDSTACK_ECS_ENDPOINT"),
    sts: inBlock("sts") ?? argument("sts_endpoint") ?? variable("ALIBABACLOUDSTACK_STS_ENDPOINT"),
    // The variable is spelled like this in aliyun/alibabacloudstack.
    ascm:
      inBlock("ascm") ?? argument("ascm_openapi_endpoint") ?? variable("APSARASTACK_ASCM_OPENAPI_ENDPOINT"),
    popgwDomain: argument("popgw_domain") ?? variable("ALIBABACLOUDSTACK_POPGW_DOMAIN"),
    domain: argument("domain") ?? variable("ALIBABACLOUDSTACK_DOMAIN"),
  };
}

function addressInBlock(given: ProviderArguments, product: Product): string | undefined {
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

function refuse(given: ProviderArguments, { text, source, argument }: Address): void {
  given.diagnostics.error(
    `Invalid value for ${source}`,
    `${source} must be a host, host:port or URL without user, password and query, but it is ${shown(text)}.`,
    argument === undefined ? undefined : pathUnlessSecret(argument, text),
  );
}

/** An address for an error, without what stands before an "@": it may hold a password. */
function shown(address: string): string {
  return address.includes("@") ? `"…${address.slice(address.lastIndexOf("@"))}"` : JSON.stringify(address);
}
