import type { CoreObject } from "./core-schema.ts";
import { plainDiagnostics, plainPath, type TestDiagnostic } from "./plain-messages.ts";
import { proposedState } from "./proposed-state.ts";
import type { ProviderCalls } from "./provider-calls.ts";
import { type CoreValue, completeValue, decodeValue, encodeValue, type PlainObject } from "./values.ts";

/** What every RPC responds with. */
export interface TestResponse {
  readonly diagnostics: readonly TestDiagnostic[];
}

/** The response that has an object of a resource or data source. */
export interface ObjectResponse extends TestResponse {
  /** Complete and in plain records; unknown values equal UNKNOWN. Null when there is none. */
  readonly state: CoreValue | null;
}

/** An object together with what is stored beside it. */
export interface StoredResponse extends ObjectResponse {
  readonly private: Uint8Array;
}

/** The response to a plan. */
export interface PlanResponse extends TestResponse {
  readonly planned: CoreValue | null;
  /** Paths as they are written in Terraform's language. */
  readonly requiresReplace: readonly string[];
  readonly private: Uint8Array;
  readonly legacyTypeSystem: boolean;
}

/** A change to plan: no prior object creates, no configuration deletes. */
export interface Change {
  readonly config: PlainObject | null;
  readonly prior?: PlainObject | null;
  readonly private?: Uint8Array;
}

/** A change to apply. Without `planned` it is planned first. */
export interface PlannedChange extends Change {
  readonly planned?: PlainObject | null;
}

const NOTHING = new Uint8Array(0);
const CLIENT = {
  deferralAllowed: false,
  writeOnlyAttributesAllowed: true,
  storePlannedPrivate: false,
  computedBlocksAllowed: false,
};

/** The schemas that a provider sends, resources and data sources by their names with the provider's prefix. */
export interface ProviderSchemas {
  readonly provider: CoreObject;
  readonly resources: ReadonlyMap<string, CoreObject>;
  readonly dataSources: ReadonlyMap<string, CoreObject>;
}

/** A running provider; made by `startProvider`. */
export class TestProvider {
  /** Every call in the messages of the protocol, for what the methods below do not cover. */
  readonly calls: ProviderCalls;
  readonly #schemas: ProviderSchemas;
  readonly #close: () => void;

  constructor(calls: ProviderCalls, schemas: ProviderSchemas, close: () => void) {
    this.calls = calls;
    this.#schemas = schemas;
    this.#close = close;
  }

  /** Ends connection and server; calls under way are cancelled. */
  close(): void {
    this.#close();
  }

  /** Aborts what is under way, as the first Ctrl-C does. */
  async stop(): Promise<void> {
    await this.calls.stopProvider({});
  }

  async validateProvider(config: PlainObject): Promise<TestResponse> {
    const response = await this.calls.validateProviderConfig({
      config: encode(this.#schemas.provider, config),
    });
    return { diagnostics: plainDiagnostics(response.diagnostics) };
  }

  async configure(config: PlainObject, terraformVersion = "1.11.0"): Promise<TestResponse> {
    const encoded = encode(this.#schemas.provider, config);
    const request = { terraformVersion, config: encoded, clientCapabilities: CLIENT };
    const response = await this.calls.configureProvider(request);
    return { diagnostics: plainDiagnostics(response.diagnostics) };
  }

  async validate(typeName: string, config: PlainObject): Promise<TestResponse> {
    const encoded = encode(this.#resource(typeName), config);
    const response = await this.calls.validateResourceConfig({
      typeName,
      config: encoded,
      clientCapabilities: CLIENT,
    });
    return { diagnostics: plainDiagnostics(response.diagnostics) };
  }

  async plan(typeName: string, { config, prior, private: priorPrivate }: Change): Promise<PlanResponse> {
    const schema = this.#resource(typeName);
    const priorValue = prior ? completeValue(schema, prior) : null;
    const configValue = config ? completeValue(schema, config) : null;
    const proposed = configValue && proposedState(schema, priorValue, configValue);
    const response = await this.calls.planResourceChange({
      typeName,
      priorState: encodeValue(schema, priorValue),
      proposedNewState: encodeValue(schema, proposed),
      config: encodeValue(schema, configValue),
      priorPrivate: priorPrivate ?? NOTHING,
      providerMeta: undefined,
      clientCapabilities: CLIENT,
      priorIdentity: undefined,
      plannedPrivate: NOTHING,
    });
    return {
      planned: decodeValue(schema, response.plannedState),
      requiresReplace: response.requiresReplace.map(plainPath),
      private: response.plannedPrivate,
      legacyTypeSystem: response.legacyTypeSystem,
      diagnostics: plainDiagnostics(response.diagnostics),
    };
  }

  /** Applies a change. If its plan fails, nothing is changed, and the response has the diagnostics of the plan and the prior object. */
  async apply(typeName: string, change: PlannedChange): Promise<StoredResponse> {
    const schema = this.#resource(typeName);
    const prior = change.prior ? completeValue(schema, change.prior) : null;
    const plan = change.planned === undefined ? await this.plan(typeName, change) : undefined;
    if (plan?.diagnostics.some(({ severity }) => severity === "error")) {
      return { state: prior, private: change.private ?? NOTHING, diagnostics: plan.diagnostics };
    }
    const planned = plan ? plan.planned : (change.planned ?? null);
    const response = await this.calls.applyResourceChange({
      typeName,
      priorState: encodeValue(schema, prior),
      plannedState: planned ? encode(schema, planned) : encodeValue(schema, null),
      config: change.config ? encode(schema, change.config) : encodeValue(schema, null),
      plannedPrivate: plan?.private ?? change.private ?? NOTHING,
      providerMeta: undefined,
      plannedIdentity: undefined,
    });
    return {
      state: decodeValue(schema, response.newState),
      private: response.private,
      diagnostics: plainDiagnostics(response.diagnostics),
    };
  }

  /** Deletes an object. */
  destroy(typeName: string, prior: PlainObject, priorPrivate: Uint8Array = NOTHING): Promise<StoredResponse> {
    return this.apply(typeName, { config: null, prior, planned: null, private: priorPrivate });
  }

  async read(typeName: string, state: PlainObject, stored: Uint8Array = NOTHING): Promise<StoredResponse> {
    const schema = this.#resource(typeName);
    const response = await this.calls.readResource({
      typeName,
      currentState: encode(schema, state),
      private: stored,
      providerMeta: undefined,
      clientCapabilities: CLIENT,
      currentIdentity: undefined,
    });
    return {
      state: decodeValue(schema, response.newState),
      private: response.private,
      diagnostics: plainDiagnostics(response.diagnostics),
    };
  }

  /** Imports by ID; the state is what a read completes afterwards. */
  async import(typeName: string, id: string): Promise<StoredResponse> {
    const schema = this.#resource(typeName);
    const response = await this.calls.importResourceState({
      typeName,
      id,
      clientCapabilities: CLIENT,
      identity: undefined,
    });
    const [imported] = response.importedResources;
    return {
      state: decodeValue(schema, imported?.state),
      private: imported?.private ?? NOTHING,
      diagnostics: plainDiagnostics(response.diagnostics),
    };
  }

  /** Reads state as it is stored: `json` is any JSON value, or the text of one. */
  async upgrade(typeName: string, version: number, json: unknown): Promise<ObjectResponse> {
    const rawState = rawJson(json);
    const response = await this.calls.upgradeResourceState({ typeName, version: BigInt(version), rawState });
    return {
      state: decodeValue(this.#resource(typeName), response.upgradedState),
      diagnostics: plainDiagnostics(response.diagnostics),
    };
  }

  /** Makes stored state of another type or provider an object of `typeName`. */
  async move(
    typeName: string,
    source: {
      readonly provider: string;
      readonly type: string;
      readonly version?: number;
      readonly state: unknown;
    },
  ): Promise<StoredResponse> {
    const response = await this.calls.moveResourceState({
      sourceProviderAddress: source.provider,
      sourceTypeName: source.type,
      sourceSchemaVersion: BigInt(source.version ?? 0),
      sourceState: rawJson(source.state),
      targetTypeName: typeName,
      sourcePrivate: NOTHING,
      sourceIdentity: undefined,
      sourceIdentitySchemaVersion: 0n,
    });
    return {
      state: decodeValue(this.#resource(typeName), response.targetState),
      private: response.targetPrivate,
      diagnostics: plainDiagnostics(response.diagnostics),
    };
  }

  async validateData(typeName: string, config: PlainObject): Promise<TestResponse> {
    const encoded = encode(this.#dataSource(typeName), config);
    const response = await this.calls.validateDataResourceConfig({ typeName, config: encoded });
    return { diagnostics: plainDiagnostics(response.diagnostics) };
  }

  async readData(typeName: string, config: PlainObject): Promise<ObjectResponse> {
    const schema = this.#dataSource(typeName);
    const response = await this.calls.readDataSource({
      typeName,
      config: encode(schema, config),
      providerMeta: undefined,
      clientCapabilities: CLIENT,
    });
    return {
      state: decodeValue(schema, response.state),
      diagnostics: plainDiagnostics(response.diagnostics),
    };
  }

  #resource(typeName: string): CoreObject {
    return known(this.#schemas.resources, typeName, "resource");
  }

  #dataSource(typeName: string): CoreObject {
    return known(this.#schemas.dataSources, typeName, "data source");
  }
}

function known(schemas: ReadonlyMap<string, CoreObject>, typeName: string, what: string): CoreObject {
  const schema = schemas.get(typeName);
  if (schema) return schema;
  throw new Error(`the provider has no ${what} ${typeName}, but ${[...schemas.keys()].join(", ") || "none"}`);
}

function encode(schema: CoreObject, value: PlainObject) {
  return encodeValue(schema, completeValue(schema, value));
}

function rawJson(json: unknown) {
  const text = typeof json === "string" ? json : JSON.stringify(json);
  return { json: new TextEncoder().encode(text), flatmap: new Map<string, string>() };
}
