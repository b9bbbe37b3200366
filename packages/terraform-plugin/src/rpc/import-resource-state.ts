import { DiagnosticError } from "../diagnostics.ts";
import { stateAfterRead } from "../lifecycle/new-state.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { objectCodec } from "../schema/object-codec.ts";
import { timeoutMs } from "../schema/timeouts.ts";
import { encodeObject, NOTHING } from "./messages/object.ts";
import type { ProviderServer } from "./provider-server.ts";
import { respond } from "./respond.ts";

/** Turns an import ID into the state that ReadResource, which Terraform calls next, completes. */
export function importResourceState<Client>(
  server: ProviderServer<Client>,
  request: Pick<wire.ImportResourceState_Request, "typeName" | "id">,
  call: AbortSignal,
): Promise<wire.ImportResourceState_Response> {
  const empty: wire.ImportResourceState_Response = {
    importedResources: [],
    diagnostics: [],
    deferred: undefined,
  };
  return respond(`importing ${request.typeName} ${request.id}`, empty, async (diagnostics) => {
    const resource = server.catalog.resource(request.typeName);
    const { importState } = resource;
    if (!importState) {
      throw new DiagnosticError("Import is not supported", `A ${request.typeName} cannot be imported.`);
    }
    const codec = objectCodec(resource.schema);
    const limitMs = timeoutMs(resource.schema, null, "read");
    const imported = await server.withDeadline(limitMs, call, async (signal) =>
      importState({ id: request.id, signal, timeoutMs: limitMs, diagnostics }, server.client),
    );
    const state = encodeObject(codec, stateAfterRead(request.typeName, codec, imported));
    return {
      importedResources: [{ typeName: request.typeName, state, private: NOTHING, identity: undefined }],
    };
  });
}
