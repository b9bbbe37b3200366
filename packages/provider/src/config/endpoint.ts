/** The products that the provider calls: ECS, STS, and the console API that knows the resource sets. */
export type Product = "ecs" | "sts" | "ascm";

/** The arguments that decide where the products are. Texts are trimmed; undefined means not given. */
export interface EndpointArguments {
  /** A host, host:port or URL, as are the four that follow. */
  readonly ecs: string | undefined;
  readonly sts: string | undefined;
  readonly ascm: string | undefined;
  readonly popgwDomain: string | undefined;
  readonly domain: string | undefined;
  readonly isCenterRegion: boolean;
  readonly forceUseAsapi: boolean;
  readonly protocol: "HTTP" | "HTTPS";
  readonly region: string;
}

/** Where a product is, and the kind of gateway there. */
export interface Endpoint {
  /** A full URL. */
  readonly url: string;
  readonly gateway: "direct" | "pop" | "asapi";
}

/** The path of the ASAPI gateway. */
const ASAPI_PATH = "/asapi/v3";

/** The first labels of the host names at the POP gateway. */
const POP_HOSTS: Readonly<Record<Product, string>> = { ecs: "ecs-internal", sts: "sts-vpc", ascm: "ascm" };

/**
 * The endpoint of a product: the address that the user gives for it, else its host at the POP gateway, else the ASAPI gateway;
 * undefined if the user gives none of them. The host names of the gateways are those that aliyun/alibabacloudstack uses.
 *
 * The protocol is the one that the address says, else `protocol`. STS is always called over HTTPS unless its address starts with
 * `http://`, because its response holds a secret key; aliyun/alibabacloudstack does the same.
 */
export function productEndpoint(product: Product, given: EndpointArguments): Endpoint | undefined {
  const address = given[product];
  const protocol = product === "sts" ? "HTTPS" : given.protocol;
  if (address !== undefined) return { url: withProtocol(address, protocol), gateway: "direct" };
  if (given.popgwDomain !== undefined && !(given.forceUseAsapi && given.domain !== undefined)) {
    const region = given.isCenterRegion ? "" : `${given.region}.`;
    const url = withProtocol(given.popgwDomain, protocol);
    return { url: url.replace("://", `://${POP_HOSTS[product]}.${region}`), gateway: "pop" };
  }
  if (given.domain === undefined) return undefined;
  const url = withProtocol(given.domain, isPublicAsapi(given.domain) ? "HTTPS" : protocol);
  const { pathname } = new URL(url);
  return { url: pathname === "/" ? `${url.replace(/\/$/, "")}${ASAPI_PATH}` : url, gateway: "asapi" };
}

/** Whether the text can be an endpoint: a host, host:port or URL. */
export function isEndpoint(text: string): boolean {
  if (/\s/.test(text) || !URL.canParse(withProtocol(text, "HTTPS"))) return false;
  const { protocol, username, password, search, hash } = new URL(withProtocol(text, "HTTPS"));
  return /^https?:$/.test(protocol) && username + password + search + hash === "";
}

/** The public ASAPI gateway speaks HTTPS only. */
function isPublicAsapi(domain: string): boolean {
  return domain.startsWith("public.asapi.");
}

/** Whether calls cross a network without TLS: plain HTTP to a host other than this machine. */
export function isExposed({ url }: Endpoint): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && !/^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

function withProtocol(address: string, protocol: "HTTP" | "HTTPS"): string {
  return /^[a-z]+:\/\//i.test(address) ? address : `${protocol.toLowerCase()}://${address}`;
}
