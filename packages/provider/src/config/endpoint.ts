/** What decides where ECS and STS are. Texts are trimmed; undefined means not given. */
export interface EndpointArguments {
  /** A host, host:port or URL, as the three that follow. */
  readonly ecs: string | undefined;
  readonly sts: string | undefined;
  readonly popgwDomain: string | undefined;
  readonly domain: string | undefined;
  readonly isCenterRegion: boolean;
  readonly forceUseAsapi: boolean;
  readonly protocol: "HTTP" | "HTTPS";
  readonly region: string;
}

/** Where a product is, and which kind of gateway answers there. */
export interface Endpoint {
  /** A full URL. */
  readonly url: string;
  readonly gateway: "direct" | "pop" | "asapi";
}

/** The path of the ASAPI gateway. */
const ASAPI_PATH = "/asapi/v3";

/**
 * The ECS endpoint: a given one, else that of the POP gateway, else the ASAPI gateway; undefined when nothing is given. Host names of
 * the gateways are those that aliyun/alibabacloudstack uses.
 */
export function ecsEndpoint(given: EndpointArguments): Endpoint | undefined {
  if (given.ecs !== undefined) return { url: withProtocol(given.ecs, given.protocol), gateway: "direct" };
  return gatewayEndpoint(given, { popHost: "ecs-internal", popProtocol: given.protocol });
}

/** The STS endpoint, found in the same way. STS is asked with HTTPS, as in aliyun/alibabacloudstack, where the endpoint does not say otherwise. */
export function stsEndpoint(given: EndpointArguments): Endpoint | undefined {
  if (given.sts !== undefined) return { url: withProtocol(given.sts, "HTTPS"), gateway: "direct" };
  return gatewayEndpoint(given, { popHost: "sts-vpc", popProtocol: "HTTPS" });
}

function gatewayEndpoint(
  given: EndpointArguments,
  product: { readonly popHost: string; readonly popProtocol: "HTTP" | "HTTPS" },
): Endpoint | undefined {
  if (given.popgwDomain !== undefined && !(given.forceUseAsapi && given.domain !== undefined)) {
    const region = given.isCenterRegion ? "" : `${given.region}.`;
    const url = withProtocol(given.popgwDomain, product.popProtocol);
    return { url: url.replace("://", `://${product.popHost}.${region}`), gateway: "pop" };
  }
  if (given.domain === undefined) return undefined;
  const url = withProtocol(given.domain, asapiProtocol(given.domain) ?? given.protocol);
  const { pathname } = new URL(url);
  return { url: pathname === "/" ? `${url.replace(/\/$/, "")}${ASAPI_PATH}` : url, gateway: "asapi" };
}

/** Whether the text can be an endpoint: a host, host:port or URL. */
export function isEndpoint(text: string): boolean {
  if (/\s/.test(text) || !URL.canParse(withProtocol(text, "HTTPS"))) return false;
  const { protocol, username, password, search, hash } = new URL(withProtocol(text, "HTTPS"));
  return /^https?:$/.test(protocol) && username + password + search + hash === "";
}

/** Gateways of the old kind speak one protocol only, whatever is configured. */
function asapiProtocol(domain: string): "HTTP" | "HTTPS" | undefined {
  if (domain.startsWith("internal.asapi.")) return "HTTP";
  if (domain.startsWith("public.asapi.")) return "HTTPS";
  return undefined;
}

function withProtocol(address: string, protocol: "HTTP" | "HTTPS"): string {
  return /^[a-z]+:\/\//i.test(address) ? address : `${protocol.toLowerCase()}://${address}`;
}
