import { upgradeState } from "../lifecycle/upgrade-state.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { objectCodec } from "../schema/object-codec.ts";
import { encodeObject } from "./messages/object.ts";
import type { ProviderServer } from "./provider-server.ts";
import { respond } from "./respond.ts";

/** Reads stored state. Called for every object in every command, also when its schema version is the current one. */
export function upgradeResourceState<Client>(
  { catalog }: ProviderServer<Client>,
  request: wire.UpgradeResourceState_Request,
): Promise<wire.UpgradeResourceState_Response> {
  const empty: wire.UpgradeResourceState_Response = { upgradedState: undefined, diagnostics: [] };
  return respond(`reading the stored state of ${request.typeName}`, empty, (diagnostics) => {
    const resource = catalog.resource(request.typeName);
    const codec = objectCodec(resource.schema);
    const stored = { version: Number(request.version), json: request.rawState?.json };
    const state = upgradeState(resource, codec, stored, diagnostics);
    return { upgradedState: state ? encodeObject(codec, state) : undefined };
  });
}
