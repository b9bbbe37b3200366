import type { Provider } from "../definition/provider.ts";
import { startServer } from "../serve/debug.ts";
import { pluginServices } from "../serve-provider.ts";
import { readCoreSchema } from "./core-schema.ts";
import { connectProvider, type ProviderCalls, type ProviderEndpoint } from "./provider-calls.ts";
import { type ProviderSchemas, TestProvider } from "./test-provider.ts";
import type { PlainObject } from "./values.ts";

/** How a provider is started. */
export interface StartOptions {
  /** The newest that the provider serves, when not given. */
  readonly protocol?: 5 | 6;
  /** The provider's configuration; empty when not given. With null the provider is not configured at all. */
  readonly config?: PlainObject | null;
}

/**
 * Runs a provider in this process and speaks to it over gRPC as Terraform does. Objects are plain values; type names have the provider's
 * prefix. Rejects when the provider lacks the protocol or refuses its configuration.
 */
export async function startProvider<Client>(
  provider: Provider<Client>,
  { protocol, config = {} }: StartOptions = {},
): Promise<TestProvider> {
  const services = pluginServices(provider);
  const spoken = protocol ?? (services.protocols[6] ? 6 : 5);
  const server = await startServer(services, { protocol: spoken });
  const { network, address } = server;
  const started = await connectTestProvider({ network, address, protocol: spoken }, server.close);
  try {
    const { diagnostics } = config ? await started.configure(config) : { diagnostics: [] };
    const refused = diagnostics.find(({ severity }) => severity === "error");
    if (refused) throw new Error(`${refused.summary}: ${refused.detail}`);
    return started;
  } catch (error) {
    started.close();
    throw error;
  }
}

/**
 * Speaks to a provider that is running already and serves without TLS. It is not configured. `onClose` is called once the connection is
 * closed. Rejects, and closes it, when the provider's schema cannot be read.
 */
export async function connectTestProvider(
  endpoint: ProviderEndpoint,
  onClose: () => void = () => {},
): Promise<TestProvider> {
  const connection = connectProvider(endpoint);
  const close = () => {
    connection.close();
    onClose();
  };
  try {
    return new TestProvider(connection.calls, await readSchemas(connection.calls), close);
  } catch (error) {
    close();
    throw error;
  }
}

async function readSchemas(calls: ProviderCalls): Promise<ProviderSchemas> {
  const { provider, resourceSchemas, dataSourceSchemas } = await calls.getProviderSchema({});
  return {
    provider: readCoreSchema(provider),
    resources: new Map([...resourceSchemas].map(([name, each]) => [name, readCoreSchema(each)])),
    dataSources: new Map([...dataSourceSchemas].map(([name, each]) => [name, readCoreSchema(each)])),
  };
}
