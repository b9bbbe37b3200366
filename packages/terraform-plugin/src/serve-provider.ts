import { protocol5 } from "./adapters/protocol-5.ts";
import { protocol6 } from "./adapters/protocol-6.ts";
import type { Provider } from "./definition/provider.ts";
import { needsProtocol6 } from "./rpc/messages/schema.ts";
import { ProviderServer } from "./rpc/provider-server.ts";
import { type PluginServices, servePlugin } from "./serve/serve.ts";

/** How a provider is served. */
export interface ServeProviderOptions {
  /** Needed only by a provider with nested attributes: `[6]`. The handshake announces the version before the provider is loaded. */
  readonly protocolVersions?: readonly (5 | 6)[];
}

/**
 * Serves a provider to the Terraform or OpenTofu process that started this one, and ends with it. `load` is called while the host
 * connects: import the provider in it, dynamically, and its code does not delay the start. With the argument `--debug` the process waits
 * for hosts instead and prints how to reach it.
 */
export function serve<Client>(
  load: () => Provider<Client> | Promise<Provider<Client>>,
  options: ServeProviderOptions = {},
): Promise<void> {
  return servePlugin(async () => pluginServices(await load()), options);
}

/** The services of a provider in each protocol version: 6 always, 5 unless it has nested attributes. */
export function pluginServices<Client>(provider: Provider<Client>): PluginServices {
  const server = new ProviderServer(provider);
  const schemas = [provider, ...provider.resources, ...(provider.dataSources ?? [])].map(
    (each) => each.schema,
  );
  const only6 = schemas.some(needsProtocol6);
  return {
    name: provider.address,
    protocols: { 6: protocol6(server), ...(only6 ? {} : { 5: protocol5(server) }) },
  };
}
