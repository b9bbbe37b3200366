import type { Diagnostics } from "../diagnostics.ts";
import type { ConfigOf, PlannedOf, StateOf } from "../schema/infer.ts";
import type { Schema } from "../schema/schema.ts";
import type { ObjectValue } from "../types/value.ts";
import type { OperationContext } from "./operation.ts";

/** What a data source can do. */
export interface DataSourceMethods<State, Known, Config, Client> {
  /** The name without the provider's prefix: "images". */
  readonly type: string;
  /** Rules between arguments. Called without a client, with unknown values: skip those. */
  validate?(config: Config, diagnostics: Diagnostics): void;
  read(context: OperationContext & { readonly config: Known }, client: Client): Promise<State>;
}

/** A data source with its types inferred from the schema `S`. */
export interface DataSourceDefinition<S extends Schema, Client>
  extends DataSourceMethods<StateOf<S>, PlannedOf<S>, ConfigOf<S>, Client> {
  readonly schema: S;
}

/** A data source whose schema is known only at run time, as the framework works with it. */
export interface DataSource<Client> extends DataSourceMethods<ObjectValue, ObjectValue, ObjectValue, Client> {
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
