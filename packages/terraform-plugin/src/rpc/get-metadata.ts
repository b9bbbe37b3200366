import type * as wire from "../protocol/generated/tfplugin6.ts";
import type { ProviderServer } from "./provider-server.ts";
import { SERVER_CAPABILITIES } from "./server-capabilities.ts";

/** Returns the names of all resources and data sources. */
export function getMetadata<Client>({ catalog }: ProviderServer<Client>): wire.GetMetadata_Response {
  return {
    serverCapabilities: SERVER_CAPABILITIES,
    diagnostics: [],
    resources: [...catalog.resources.keys()].map((typeName) => ({ typeName })),
    dataSources: [...catalog.dataSources.keys()].map((typeName) => ({ typeName })),
    functions: [],
  };
}
