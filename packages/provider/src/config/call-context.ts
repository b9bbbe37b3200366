import { version } from "../version.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Settings } from "./settings.ts";

/** The names of the products in the headers. */
export type ProductName = "Ecs" | "Sts" | "ascm";

/** The organization and the resource set in which calls are made, by their IDs. */
export interface CallScope {
  readonly department: string | undefined;
  readonly resourceGroup: string | undefined;
}

/** The parameters that every call has in aliyun/alibabacloudstack. */
export function callParameters(settings: Settings): Record<string, string> {
  const { sourceIp, secureTransport } = settings;
  return {
    ...scopeParameters(settings),
    ...defined({ SourceIp: sourceIp, SecureTransport: secureTransport }),
  };
}

/** The headers that every call has in aliyun/alibabacloudstack. The gateways of Apsara Stack route by them. */
export function callHeaders(
  scope: CallScope,
  region: string,
  product: ProductName,
  { gateway }: Endpoint,
): Record<string, string> {
  return {
    ...scopeHeaders(scope),
    ...defined({
      RegionId: region,
      "x-acs-regionid": region,
      "x-acs-request-version": "v1",
      "x-acs-asapi-product": product,
      "x-ascm-product-name": product,
      "x-acs-asapi-gateway-version": gateway === "asapi" ? "3.0" : undefined,
    }),
  };
}

/** The parameters that name the organization and the resource set. */
export function scopeParameters({ department, resourceGroup }: CallScope): Record<string, string> {
  return defined({ Department: department, OrganizationId: department, ResourceGroup: resourceGroup });
}

/** The headers that name them. */
export function scopeHeaders({ department, resourceGroup }: CallScope): Record<string, string> {
  return defined({ "x-acs-organizationid": department, "x-acs-resourcegroupid": resourceGroup });
}

/** Names Terraform, the provider and the module that the user names with `configuration_source`. */
export function userAgent({ configurationSource }: Settings, terraformVersion: string): string {
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
