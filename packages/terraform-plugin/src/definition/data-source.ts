import type { Diagnostics } from "../diagnostics.ts";
import type { Schema } from "../schema/schema.ts";
import type { OperationContext } from "./operation.ts";
import type { AnyShapes, Shapes, ShapesOf } from "./shapes.ts";

/** What a data source can do. */
export interface DataSourceMethods<S extends Shapes, Client> {
  /** The name without the provider's prefix: "images". */
  readonly type: string;
  /** Rules between arguments. Called without a client, with unknown values: skip those. */
  validate?(config: S["config"], diagnostics: Diagnostics): void;
  read(
    context: OperationContext & { readonly config: S["knownConfig"] },
    client: Client,
  ): Promise<S["state"]>;
}

/** A data source with its types inferred from the schema `S`. */
export interface DataSourceDefinition<S extends Schema, Client>
  extends DataSourceMethods<ShapesOf<S>, Client> {
  readonly schema: S;
}

/** A data source whose schema is known only at run time, as the framework works with it. */
export interface DataSource<Client> extends DataSourceMethods<AnyShapes, Client> {
  readonly schema: Schema;
}

/** Defines a data source. Types of configuration and result are inferred from `schema`. */
export function dataSource<S extends Schema, Client>(
  definition: DataSourceDefinition<S, Client>,
): DataSource<Client> {
  const erased: unknown = definition;
  // The framework gives these functions only values that it has decoded by `schema`: S can be forgotten here, once.
  return erased as DataSource<Client>;
}
