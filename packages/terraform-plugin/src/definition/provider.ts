import type { Diagnostics } from "../diagnostics.ts";
import type { ConfigOf } from "../schema/infer.ts";
import type { Schema } from "../schema/schema.ts";
import type { ObjectValue } from "../types/value.ts";
import type { DataSource } from "./data-source.ts";
import type { Resource } from "./resource.ts";

/** What {@link ProviderMethods.configure} gets. */
export interface ConfigureContext<Config> {
  /** While planning, values may be unknown. */
  readonly config: Config;
  readonly terraformVersion: string;
  readonly diagnostics: Diagnostics;
  readonly signal: AbortSignal;
}

/** What a provider can do. */
export interface ProviderMethods<Config, Client> {
  /** Source address: "registry.terraform.io/namespace/type". Its last part prefixes the names of resources and data sources. */
  readonly address: string;
  readonly version: string;
  validate?(config: Config, diagnostics: Diagnostics): void;
  /** Makes what resources work with. It must not call the network: not every command needs it. */
  configure(context: ConfigureContext<Config>): Client | Promise<Client>;
  readonly resources: readonly Resource<Client>[];
  readonly dataSources?: readonly DataSource<Client>[];
}

/** A provider with its configuration type inferred from the schema `S`. */
export interface ProviderDefinition<S extends Schema, Client> extends ProviderMethods<ConfigOf<S>, Client> {
  readonly schema: S;
}

/** A provider whose schema is known only at run time, as the framework works with it. */
export interface Provider<Client> extends ProviderMethods<ObjectValue, Client> {
  readonly schema: Schema;
}

/** Defines a provider. */
export function provider<S extends Schema, Client>(
  definition: ProviderDefinition<S, Client>,
): Provider<Client> {
  const erased: unknown = definition;
  // `configure` and `validate` are given only values that were decoded by `schema`: S can be forgotten here, once.
  return erased as Provider<Client>;
}
