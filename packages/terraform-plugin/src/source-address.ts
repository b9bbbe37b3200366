/**
 * The registries that a source address without a host refers to: Terraform's and OpenTofu's.
 * Source: OpenTofu, internal/tofumigrate; Terraform, internal/addrs.
 */
const DEFAULT_REGISTRIES = ["registry.terraform.io", "registry.opentofu.org"] as const;

/** The provider's type: the last part of its source address. It prefixes the names of its resources and data sources. */
export function providerType(address: string): string {
  return address.slice(address.lastIndexOf("/") + 1);
}

/**
 * The source address as a configuration names the provider on either host: without the registry when it is the default one, unchanged
 * otherwise.
 */
export function shortSource(address: string): string {
  const [host, ...rest] = address.split("/");
  return DEFAULT_REGISTRIES.some((each) => each === host) ? rest.join("/") : address;
}

/**
 * Every address under which Terraform and OpenTofu look for the provider: for a provider of a default registry, or an address without a
 * host, one address for each of the two; otherwise the address alone.
 */
export function sourceAddresses(address: string): readonly string[] {
  const short = shortSource(address);
  return short.split("/").length === 2 ? DEFAULT_REGISTRIES.map((host) => `${host}/${short}`) : [address];
}
