import { moveState } from "../lifecycle/move-state.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { objectCodec } from "../schema/object-codec.ts";
import { encodeObject, NOTHING } from "./messages/object.ts";
import type { ProviderServer } from "./provider-server.ts";
import { respond } from "./respond.ts";

/** Converts the state of another resource type or provider, which a `moved` block names, to state of a resource of this provider. */
export function moveResourceState<Client>(
  { catalog }: ProviderServer<Client>,
  request: wire.MoveResourceState_Request,
): Promise<wire.MoveResourceState_Response> {
  const empty: wire.MoveResourceState_Response = {
    targetState: undefined,
    diagnostics: [],
    targetPrivate: NOTHING,
    targetIdentity: undefined,
  };
  return respond(`moving ${request.sourceTypeName} to ${request.targetTypeName}`, empty, (diagnostics) => {
    const resource = catalog.resource(request.targetTypeName);
    const codec = objectCodec(resource.schema);
    const source = {
      provider: request.sourceProviderAddress,
      type: request.sourceTypeName,
      json: request.sourceState?.json,
    };
    const state = moveState(resource, codec, source, diagnostics);
    return { targetState: state ? encodeObject(codec, state) : undefined };
  });
}
