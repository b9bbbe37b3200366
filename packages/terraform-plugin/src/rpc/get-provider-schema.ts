import type * as wire from "../protocol/generated/tfplugin6.ts";
import type { Schema } from "../schema/schema.ts";
import { schemaMessage } from "./messages/schema.ts";
import type { ProviderServer } from "./provider-server.ts";
import { SERVER_CAPABILITIES } from "./server-capabilities.ts";

/** Returns the schemas of the provider block, the resources and the data sources. */
export function getProviderSchema<Client>({
  provider,
  catalog,
}: ProviderServer<Client>): wire.GetProviderSchema_Response {
  return {
    provider: schemaMessage(provider.schema),
    resourceSchemas: schemaMessages(catalog.resources),
    dataSourceSchemas: schemaMessages(catalog.dataSources),
    functions: new Map(),
    diagnostics: [],
    providerMeta: undefined,
    serverCapabilities: SERVER_CAPABILITIES,
  };
}

function schemaMessages(objects: ReadonlyMap<string, { readonly schema: Schema }>): Map<string, wire.Schema> {
  return new Map([...objects].map(([name, { schema }]) => [name, schemaMessage(schema)]));
}
