import { PrivateState } from "../definition/private-state.ts";
import { stateAfterRead, withTimeoutsOf } from "../lifecycle/new-state.ts";
import { normalized } from "../lifecycle/upgrade-state.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { objectCodec } from "../schema/object-codec.ts";
import { sensitiveValues } from "../schema/sensitive-values.ts";
import { timeoutMs } from "../schema/timeouts.ts";
import { decodeObject, encodeObject } from "./messages/object.ts";
import type { ProviderServer } from "./provider-server.ts";
import { respond } from "./respond.ts";

/** Refreshes an object; null when it is gone. If the read fails, state and private data stay unchanged. */
export function readResource<Client>(
  server: ProviderServer<Client>,
  request: Pick<wire.ReadResource_Request, "typeName" | "currentState" | "private" | "currentIdentity">,
  call: AbortSignal,
): Promise<wire.ReadResource_Response> {
  const unchanged: wire.ReadResource_Response = {
    newState: request.currentState,
    diagnostics: [],
    private: request.private,
    deferred: undefined,
    newIdentity: request.currentIdentity,
  };
  return respond(`reading ${request.typeName}`, unchanged, async (diagnostics) => {
    const resource = server.catalog.resource(request.typeName);
    const codec = objectCodec(resource.schema);
    const decoded = decodeObject(codec, request.currentState);
    if (decoded === null) return {};
    diagnostics.hide(() => sensitiveValues(resource.schema, decoded));
    const state = normalized(resource, codec, decoded);
    const privateState = PrivateState.decode(request.private);
    const limitMs = timeoutMs(resource.schema, state, "read");
    const read = await server.withDeadline(limitMs, call, (signal) =>
      resource.read({ state, privateState, signal, timeoutMs: limitMs, diagnostics }, server.client),
    );
    return {
      newState: encodeObject(
        codec,
        read && stateAfterRead(request.typeName, codec, withTimeoutsOf(state, read)),
      ),
      private: privateState.encodeOrKeep(request.private),
    };
  });
}
