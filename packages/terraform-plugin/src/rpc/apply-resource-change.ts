import { PrivateState } from "../definition/private-state.ts";
import { applyChange, operationOf } from "../lifecycle/apply.ts";
import { ANY_HOST, checkPresence } from "../lifecycle/presence.ts";
import { normalized } from "../lifecycle/upgrade-state.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { objectCodec } from "../schema/object-codec.ts";
import { sensitiveValues } from "../schema/sensitive-values.ts";
import { timeoutMs } from "../schema/timeouts.ts";
import { decodeObject, encodeObject } from "./messages/object.ts";
import type { ProviderServer } from "./provider-server.ts";
import { respond } from "./respond.ts";

/** Creates, updates or deletes an object. The response has the object that exists afterwards, even if there are errors. */
export function applyResourceChange<Client>(
  server: ProviderServer<Client>,
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
  return respond(`applying a change of ${request.typeName}`, prior, async (diagnostics) => {
    const resource = server.catalog.resource(request.typeName);
    const codec = objectCodec(resource.schema);
    const state = decodeObject(codec, request.priorState);
    const plan = decodeObject(codec, request.plannedState);
    const config = decodeObject(codec, request.config);
    diagnostics.hide(() => sensitiveValues(resource.schema, config, plan, state));
    if (config && !checkPresence(resource.schema, config, ANY_HOST, diagnostics)) return {};
    const change = { config, state: state && normalized(resource, codec, state), plan };
    const privateState = PrivateState.decode(request.plannedPrivate);
    const limitMs = timeoutMs(resource.schema, plan ?? state ?? null, operationOf(change));
    const newState = await server.withDeadline(limitMs, call, (signal) => {
      const context = { privateState, signal, timeoutMs: limitMs, diagnostics };
      return applyChange(resource, codec, change, context, server.client);
    });
    return {
      newState: encodeObject(codec, newState),
      private: privateState.encodeOrKeep(request.plannedPrivate),
    };
  });
}
