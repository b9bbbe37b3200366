import { createRequire } from "node:module";

import type { Target } from "./client.ts";

/** The part of pop-core's client that the tests use; the package is CommonJS with types of its own making. */
interface PopClient {
  request(action: string, parameters: object, options?: object): Promise<Record<string, unknown>>;
}

const load = createRequire(import.meta.url);
const { RPCClient } = load("@alicloud/pop-core") as { RPCClient: new (config: object) => PopClient };

/** A client of `@alicloud/pop-core`; `path` is what follows the endpoint. */
export function popClient(
  stack: Pick<Target, "endpoint" | "accessKeyId" | "accessKeySecret">,
  more: { readonly apiVersion?: string; readonly path?: string; readonly securityToken?: string } = {},
): PopClient {
  const { apiVersion = "2014-05-26", path = "", ...others } = more;
  const { accessKeyId, accessKeySecret } = stack;
  return new RPCClient({
    endpoint: `${stack.endpoint}${path}`,
    apiVersion,
    accessKeyId,
    accessKeySecret,
    ...others,
  });
}

/** The package `@alicloud/ecs20140526` with a client of it. Loading it takes about a second. */
export function ecsSdk(stack: Target, signatureAlgorithm?: string) {
  const ecs = load("@alicloud/ecs20140526");
  const { Config } = load("@alicloud/openapi-core").$OpenApiUtil;
  const { protocol, host } = new URL(stack.endpoint);
  const client = new ecs.default(
    new Config({
      endpoint: host,
      protocol: protocol.replace(":", ""),
      accessKeyId: stack.accessKeyId,
      accessKeySecret: stack.accessKeySecret,
      signatureAlgorithm,
    }),
  );
  return { ecs, client };
}

/** Options of one request of the SDK, for instance a certificate to trust. */
export function runtimeOptions(options: object): object {
  return new (load("@darabonba/typescript").RuntimeOptions)(options);
}
