import { stateAfterRead } from "../lifecycle/new-state.ts";
import { ANY_HOST, checkPresence } from "../lifecycle/presence.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { objectCodec } from "../schema/object-codec.ts";
import { sensitiveValues } from "../schema/sensitive-values.ts";
import { timeoutMs } from "../schema/timeouts.ts";
import { decodeObject, encodeObject } from "./messages/object.ts";
import type { ProviderServer } from "./provider-server.ts";
import { respond } from "./respond.ts";

/** Reads a data source. Called only when its configuration is wholly known. */
export function readDataSource<Client>(
  server: ProviderServer<Client>,
  request: Pick<wire.ReadDataSource_Request, "typeName" | "config">,
  call: AbortSignal,
): Promise<wire.ReadDataSource_Response> {
  const empty: wire.ReadDataSource_Response = { state: undefined, diagnostics: [], deferred: undefined };
  return respond(`reading ${request.typeName}`, empty, async (diagnostics) => {
    const source = server.catalog.dataSource(request.typeName);
    const codec = objectCodec(source.schema);
    const config = decodeObject(codec, request.config) ?? {};
    diagnostics.hide(() => sensitiveValues(source.schema, config));
    if (!checkPresence(source.schema, config, ANY_HOST, diagnostics)) return {};
    const limitMs = timeoutMs(source.schema, config, "read");
    const state = await server.withDeadline(limitMs, call, (signal) =>
      source.read({ config, signal, timeoutMs: limitMs, diagnostics }, server.client),
    );
    return { state: encodeObject(codec, stateAfterRead(request.typeName, codec, state)) };
  });
}
