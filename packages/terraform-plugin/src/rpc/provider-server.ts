import { PrivateState } from "../definition/private-state.ts";
import type { Provider } from "../definition/provider.ts";
import { DiagnosticError, Diagnostics } from "../diagnostics.ts";
import { applyChange, operationOf } from "../lifecycle/apply.ts";
import { complete } from "../lifecycle/blocks.ts";
import { planChange } from "../lifecycle/plan.ts";
import { moveState, normalized, upgradeState } from "../lifecycle/stored-state.ts";
import { validateObject } from "../lifecycle/validate.ts";
import { stopController, withDeadline } from "../operation/deadline.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { TIMEOUTS, timeoutMs } from "../schema/timeouts.ts";
import { Catalog } from "./catalog.ts";
import { decodeObject, encodeDiagnostics, encodeObject, encodePath } from "./wire.ts";

const NOTHING = new Uint8Array(0);

/**
 * Answers Terraform's calls for one provider, in the messages of protocol 6; protocol 5 has the same ones under other names. User
 * mistakes, failures of the service and defects of the provider are all diagnostics: no call throws for them.
 */
export class ProviderServer<Client> {
  readonly #provider: Provider<Client>;
  readonly #catalog: Catalog<Client>;
  #client: { readonly value: Client } | undefined;
  #stop = stopController();

  constructor(provider: Provider<Client>) {
    this.#provider = provider;
    this.#catalog = new Catalog(provider);
  }

  getMetadata(): wire.GetMetadata_Response {
    return this.#catalog.metadata();
  }

  getProviderSchema(): wire.GetProviderSchema_Response {
    return this.#catalog.schemas();
  }

  getResourceIdentitySchemas(): wire.GetResourceIdentitySchemas_Response {
    return { identitySchemas: new Map(), diagnostics: [] };
  }

  getFunctions(): wire.GetFunctions_Response {
    return { functions: new Map(), diagnostics: [] };
  }

  validateProviderConfig(
    request: wire.ValidateProviderConfig_Request,
  ): Promise<wire.ValidateProviderConfig_Response> {
    return this.#answer("checking the provider configuration", { diagnostics: [] }, (diagnostics) => {
      const { schema } = this.#provider;
      const config = decodeObject(schema, request.config) ?? {};
      validateObject(schema, config, [], diagnostics);
      this.#provider.validate?.(config, diagnostics);
      return {};
    });
  }

  configureProvider(request: wire.ConfigureProvider_Request): Promise<wire.ConfigureProvider_Response> {
    return this.#answer("configuring the provider", { diagnostics: [] }, async (diagnostics) => {
      const config = decodeObject(this.#provider.schema, request.config) ?? {};
      const { terraformVersion } = request;
      const { signal } = this.#stop;
      const client = await this.#provider.configure({ config, terraformVersion, diagnostics, signal });
      this.#client = { value: client };
      return {};
    });
  }

  validateResourceConfig(
    request: wire.ValidateResourceConfig_Request,
  ): Promise<wire.ValidateResourceConfig_Response> {
    return this.#answer(`checking ${request.typeName}`, { diagnostics: [] }, (diagnostics) => {
      const resource = this.#catalog.resource(request.typeName);
      const config = decodeObject(resource.schema, request.config) ?? {};
      validateObject(resource.schema, config, [], diagnostics);
      resource.validate?.(config, diagnostics);
      return {};
    });
  }

  upgradeResourceState(
    request: wire.UpgradeResourceState_Request,
  ): Promise<wire.UpgradeResourceState_Response> {
    const empty: wire.UpgradeResourceState_Response = { upgradedState: undefined, diagnostics: [] };
    return this.#answer(`reading the stored state of ${request.typeName}`, empty, (diagnostics) => {
      const resource = this.#catalog.resource(request.typeName);
      const state = upgradeState(resource, Number(request.version), request.rawState, diagnostics);
      return { upgradedState: state ? encodeObject(resource.schema, state) : undefined };
    });
  }

  moveResourceState(request: wire.MoveResourceState_Request): Promise<wire.MoveResourceState_Response> {
    const empty: wire.MoveResourceState_Response = {
      targetState: undefined,
      diagnostics: [],
      targetPrivate: NOTHING,
      targetIdentity: undefined,
    };
    return this.#answer(
      `moving ${request.sourceTypeName} to ${request.targetTypeName}`,
      empty,
      (diagnostics) => {
        const resource = this.#catalog.resource(request.targetTypeName);
        const source = {
          provider: request.sourceProviderAddress,
          type: request.sourceTypeName,
          state: request.sourceState,
        };
        const state = moveState(resource, source, diagnostics);
        return { targetState: state ? encodeObject(resource.schema, state) : undefined };
      },
    );
  }

  readResource(request: wire.ReadResource_Request, call: AbortSignal): Promise<wire.ReadResource_Response> {
    const unchanged: wire.ReadResource_Response = {
      newState: request.currentState,
      diagnostics: [],
      private: request.private,
      deferred: undefined,
      newIdentity: request.currentIdentity,
    };
    return this.#answer(`reading ${request.typeName}`, unchanged, async (diagnostics) => {
      const resource = this.#catalog.resource(request.typeName);
      const decoded = decodeObject(resource.schema, request.currentState);
      if (decoded === null) return {};
      const state = normalized(resource, decoded);
      const privateState = PrivateState.decode(request.private);
      const limitMs = timeoutMs(resource.schema, state, "read");
      const read = await withDeadline(limitMs, this.#stop.signal, call, (signal) =>
        resource.read({ state, privateState, signal, timeoutMs: limitMs, diagnostics }, this.#configured()),
      );
      const kept = read && TIMEOUTS in state ? { ...read, [TIMEOUTS]: state[TIMEOUTS] ?? null } : read;
      return {
        newState: encodeObject(resource.schema, kept && complete(resource.schema, kept)),
        private: privateState.encodeOrKeep(request.private),
      };
    });
  }

  planResourceChange(
    request: wire.PlanResourceChange_Request,
    call: AbortSignal,
  ): Promise<wire.PlanResourceChange_Response> {
    const proposedAsIs: wire.PlanResourceChange_Response = {
      plannedState: request.proposedNewState,
      requiresReplace: [],
      plannedPrivate: request.priorPrivate,
      diagnostics: [],
      legacyTypeSystem: false,
      deferred: undefined,
      plannedIdentity: request.priorIdentity,
    };
    return this.#answer(`planning ${request.typeName}`, proposedAsIs, async (diagnostics) => {
      const resource = this.#catalog.resource(request.typeName);
      const proposed = decodeObject(resource.schema, request.proposedNewState);
      if (proposed === null) return {};
      const state = decodeObject(resource.schema, request.priorState);
      const config = decodeObject(resource.schema, request.config) ?? {};
      const privateState = PrivateState.decode(request.priorPrivate);
      const limitMs = timeoutMs(resource.schema, proposed, "read");
      const planned = await withDeadline(limitMs, this.#stop.signal, call, (signal) =>
        planChange(
          resource,
          { config, state, proposed, privateState, signal },
          this.#configured(),
          diagnostics,
        ),
      );
      return {
        plannedState: encodeObject(resource.schema, planned.plan),
        requiresReplace: planned.requiresReplace.map(encodePath),
        legacyTypeSystem: planned.legacyTypeSystem,
        plannedPrivate: privateState.encodeOrKeep(request.priorPrivate),
      };
    });
  }

  applyResourceChange(
    request: wire.ApplyResourceChange_Request,
    call: AbortSignal,
  ): Promise<wire.ApplyResourceChange_Response> {
    const prior: wire.ApplyResourceChange_Response = {
      newState: request.priorState,
      private: request.plannedPrivate,
      diagnostics: [],
      legacyTypeSystem: false,
      newIdentity: request.plannedIdentity,
    };
    return this.#answer(`applying a change of ${request.typeName}`, prior, async (diagnostics) => {
      const resource = this.#catalog.resource(request.typeName);
      const state = decodeObject(resource.schema, request.priorState);
      const plan = decodeObject(resource.schema, request.plannedState);
      const config = decodeObject(resource.schema, request.config);
      const change = { config, state: state && normalized(resource, state), plan };
      const privateState = PrivateState.decode(request.plannedPrivate);
      const limitMs = timeoutMs(resource.schema, plan ?? state ?? null, operationOf(change));
      const result = await withDeadline(limitMs, this.#stop.signal, call, (signal) =>
        applyChange(
          resource,
          change,
          { privateState, signal, timeoutMs: limitMs, diagnostics },
          this.#configured(),
        ),
      );
      return {
        newState: encodeObject(resource.schema, result),
        private: privateState.encodeOrKeep(request.plannedPrivate),
      };
    });
  }

  importResourceState(
    request: wire.ImportResourceState_Request,
    call: AbortSignal,
  ): Promise<wire.ImportResourceState_Response> {
    const empty: wire.ImportResourceState_Response = {
      importedResources: [],
      diagnostics: [],
      deferred: undefined,
    };
    return this.#answer(`importing ${request.typeName} ${request.id}`, empty, async (diagnostics) => {
      const resource = this.#catalog.resource(request.typeName);
      const { importState } = resource;
      if (!importState) {
        throw new DiagnosticError("Import is not supported", `A ${request.typeName} cannot be imported.`);
      }
      const limitMs = timeoutMs(resource.schema, null, "read");
      const imported = await withDeadline(limitMs, this.#stop.signal, call, async (signal) =>
        importState({ id: request.id, signal, timeoutMs: limitMs, diagnostics }, this.#configured()),
      );
      const state = encodeObject(resource.schema, complete(resource.schema, imported));
      return {
        importedResources: [{ typeName: request.typeName, state, private: NOTHING, identity: undefined }],
      };
    });
  }

  validateDataSourceConfig(
    request: wire.ValidateDataResourceConfig_Request,
  ): Promise<wire.ValidateDataResourceConfig_Response> {
    return this.#answer(`checking ${request.typeName}`, { diagnostics: [] }, (diagnostics) => {
      const source = this.#catalog.dataSource(request.typeName);
      const config = decodeObject(source.schema, request.config) ?? {};
      validateObject(source.schema, config, [], diagnostics);
      source.validate?.(config, diagnostics);
      return {};
    });
  }

  readDataSource(
    request: wire.ReadDataSource_Request,
    call: AbortSignal,
  ): Promise<wire.ReadDataSource_Response> {
    const empty: wire.ReadDataSource_Response = { state: undefined, diagnostics: [], deferred: undefined };
    return this.#answer(`reading ${request.typeName}`, empty, async (diagnostics) => {
      const source = this.#catalog.dataSource(request.typeName);
      const config = decodeObject(source.schema, request.config) ?? {};
      const limitMs = timeoutMs(source.schema, config, "read");
      const state = await withDeadline(limitMs, this.#stop.signal, call, (signal) =>
        source.read({ config, signal, timeoutMs: limitMs, diagnostics }, this.#configured()),
      );
      return { state: encodeObject(source.schema, complete(source.schema, state)) };
    });
  }

  /** Aborts what is under way; later calls run with a new signal. Terraform waits for the calls in flight, so this must not. */
  stopProvider(): wire.StopProvider_Response {
    const stopping = this.#stop;
    this.#stop = stopController();
    stopping.abort();
    return { Error: "" };
  }

  /** Runs a call, and returns `fallback` with an error when it throws. */
  async #answer<R extends { readonly diagnostics: wire.Diagnostic[] }>(
    during: string,
    fallback: R,
    answer: (diagnostics: Diagnostics) => Partial<R> | Promise<Partial<R>>,
  ): Promise<R> {
    const diagnostics = new Diagnostics();
    try {
      const answered = await answer(diagnostics);
      return { ...fallback, ...answered, diagnostics: encodeDiagnostics(diagnostics) };
    } catch (error) {
      diagnostics.thrown(error, during);
      return { ...fallback, diagnostics: encodeDiagnostics(diagnostics) };
    }
  }

  #configured(): Client {
    if (this.#client) return this.#client.value;
    throw new Error("the host called for an object before it configured the provider");
  }
}
