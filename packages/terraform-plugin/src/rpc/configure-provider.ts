import { ANY_HOST, checkPresence } from "../lifecycle/presence.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { objectCodec } from "../schema/object-codec.ts";
import { sensitiveValues } from "../schema/sensitive-values.ts";
import { decodeObject } from "./messages/object.ts";
import type { ProviderServer } from "./provider-server.ts";
import { respond } from "./respond.ts";

/** Makes the client that resources and data sources work with. While planning, values may be unknown. */
export function configureProvider<Client>(
  server: ProviderServer<Client>,
  request: Pick<wire.ConfigureProvider_Request, "config" | "terraformVersion">,
): Promise<wire.ConfigureProvider_Response> {
  return respond("configuring the provider", { diagnostics: [] }, async (diagnostics) => {
    const { provider, stopSignal: signal } = server;
    const { terraformVersion } = request;
    const config = decodeObject(objectCodec(provider.schema), request.config) ?? {};
    diagnostics.hide(() => sensitiveValues(provider.schema, config));
    if (!checkPresence(provider.schema, config, ANY_HOST, diagnostics)) return {};
    server.configured(await provider.configure({ config, terraformVersion, diagnostics, signal }));
    return {};
  });
}
