import type { DataSource } from "../definition/data-source.ts";
import type { Provider } from "../definition/provider.ts";
import type { Resource } from "../definition/resource.ts";
import { DiagnosticError } from "../diagnostics.ts";
import { providerType } from "../source-address.ts";

/**
 * The resources and data sources of a provider by their type names in Terraform: with the provider's prefix. An alias is an entry of its
 * own.
 */
export class Catalog<Client> {
  readonly resources: ReadonlyMap<string, Resource<Client>>;
  readonly dataSources: ReadonlyMap<string, DataSource<Client>>;

  constructor({ address, resources, dataSources = [] }: Provider<Client>) {
    const prefix = providerType(address);
    this.resources = new Map(
      resources.flatMap((each) =>
        [each.type, ...(each.aliases ?? [])].map((name) => [`${prefix}_${name}`, each] as const),
      ),
    );
    this.dataSources = new Map(dataSources.map((each) => [`${prefix}_${each.type}`, each] as const));
  }

  /** The resource of that name; throws a DiagnosticError when there is none. */
  resource(typeName: string): Resource<Client> {
    const found = this.resources.get(typeName);
    if (found) return found;
    throw new DiagnosticError("Unknown resource type", `This provider has no resource ${typeName}.`);
  }

  /** The data source of that name; throws a DiagnosticError when there is none. */
  dataSource(typeName: string): DataSource<Client> {
    const found = this.dataSources.get(typeName);
    if (found) return found;
    throw new DiagnosticError("Unknown data source", `This provider has no data source ${typeName}.`);
  }
}
