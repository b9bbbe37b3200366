import type { DataSource } from "../definition/data-source.ts";
import { type Provider, providerType } from "../definition/provider.ts";
import type { Resource } from "../definition/resource.ts";
import { DiagnosticError } from "../diagnostics.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { schemaMessage } from "./schema-message.ts";

/** What this framework can do beyond the first version of the protocol. */
const CAPABILITIES: wire.ServerCapabilities = {
  planDestroy: false,
  getProviderSchemaOptional: true,
  moveResourceState: true,
  generateResourceConfig: false,
};

/** What a provider has, by the names that Terraform uses. */
export class Catalog<Client> {
  readonly #provider: Provider<Client>;
  readonly #resources: ReadonlyMap<string, Resource<Client>>;
  readonly #dataSources: ReadonlyMap<string, DataSource<Client>>;

  constructor(provider: Provider<Client>) {
    const prefix = providerType(provider.address);
    this.#provider = provider;
    this.#resources = new Map(
      provider.resources.flatMap((each) =>
        [each.type, ...(each.aliases ?? [])].map((name) => [`${prefix}_${name}`, each] as const),
      ),
    );
    this.#dataSources = new Map(
      (provider.dataSources ?? []).map((each) => [`${prefix}_${each.type}`, each] as const),
    );
  }

  /** The resource of that name; throws a DiagnosticError when there is none. */
  resource(typeName: string): Resource<Client> {
    const found = this.#resources.get(typeName);
    if (found) return found;
    throw new DiagnosticError("Unknown resource type", `This provider has no resource ${typeName}.`);
  }

  /** The data source of that name; throws a DiagnosticError when there is none. */
  dataSource(typeName: string): DataSource<Client> {
    const found = this.#dataSources.get(typeName);
    if (found) return found;
    throw new DiagnosticError("Unknown data source", `This provider has no data source ${typeName}.`);
  }

  /** The names of everything there is. */
  metadata(): wire.GetMetadata_Response {
    return {
      serverCapabilities: CAPABILITIES,
      diagnostics: [],
      resources: [...this.#resources.keys()].map((typeName) => ({ typeName })),
      dataSources: [...this.#dataSources.keys()].map((typeName) => ({ typeName })),
      functions: [],
    };
  }

  /** The schemas of everything there is. */
  schemas(): wire.GetProviderSchema_Response {
    return {
      provider: schemaMessage(this.#provider.schema),
      resourceSchemas: schemaMessages(this.#resources),
      dataSourceSchemas: schemaMessages(this.#dataSources),
      functions: new Map(),
      diagnostics: [],
      providerMeta: undefined,
      serverCapabilities: CAPABILITIES,
    };
  }
}

function schemaMessages(
  holders: ReadonlyMap<string, { readonly schema: Parameters<typeof schemaMessage>[0] }>,
): Map<string, wire.Schema> {
  return new Map([...holders].map(([name, { schema }]) => [name, schemaMessage(schema)]));
}
