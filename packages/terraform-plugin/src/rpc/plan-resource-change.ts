import { PrivateState } from "../definition/private-state.ts";
import { planChange } from "../lifecycle/plan.ts";
import { ANY_HOST, checkPresence } from "../lifecycle/presence.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { objectCodec } from "../schema/object-codec.ts";
import { sensitiveValues } from "../schema/sensitive-values.ts";
import { timeoutMs } from "../schema/timeouts.ts";
import { decodeObject, encodeObject } from "./messages/object.ts";
import { encodePath } from "./messages/path.ts";
import type { ProviderServer } from "./provider-server.ts";
import { respond } from "./respond.ts";

/** Plans a create or an update. The plan of a deletion is null, as Terraform proposes it. */
export function planResourceChange<Client>(
  server: ProviderServer<Client>,
  request: Pick<
    wire.PlanResourceChange_Request,
    "typeName" | "config" | "priorState" | "proposedNewState" | "priorPrivate" | "priorIdentity"
  >,
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
  return respond(`planning ${request.typeName}`, proposedAsIs, async (diagnostics) => {
    const resource = server.catalog.resource(request.typeName);
    const codec = objectCodec(resource.schema);
    const proposed = decodeObject(codec, request.proposedNewState);
    if (proposed === null) return {};
    const state = decodeObject(codec, request.priorState);
    const config = decodeObject(codec, request.config) ?? {};
    diagnostics.hide(() => sensitiveValues(resource.schema, config, state));
    if (!checkPresence(resource.schema, config, ANY_HOST, diagnostics)) return {};
    const privateState = PrivateState.decode(request.priorPrivate);
    const limitMs = timeoutMs(resource.schema, proposed, "read");
    const planned = await server.withDeadline(limitMs, call, (signal) =>
      planChange(
        resource,
        codec,
        { config, state, proposed, privateState, signal },
        server.client,
        diagnostics,
      ),
    );
    return {
      plannedState: encodeObject(codec, planned.plan),
      requiresReplace: planned.requiresReplace.map(encodePath),
      plannedPrivate: planned.privateState.encodeOrKeep(request.priorPrivate),
    };
  });
}
