import { ANY_HOST } from "../lifecycle/presence.ts";
import { validateConfig } from "../lifecycle/validate.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { objectCodec } from "../schema/object-codec.ts";
import { decodeObject } from "./messages/object.ts";
import type { ProviderServer } from "./provider-server.ts";
import { respond } from "./respond.ts";

/** Checks the configuration of a data source. Called often, on a provider that is not configured, with unknown values. */
export function validateDataResourceConfig<Client>(
  { catalog }: ProviderServer<Client>,
  request: wire.ValidateDataResourceConfig_Request,
): Promise<wire.ValidateDataResourceConfig_Response> {
  return respond(`checking ${request.typeName}`, { diagnostics: [] }, (diagnostics) => {
    const source = catalog.dataSource(request.typeName);
    const config = decodeObject(objectCodec(source.schema), request.config) ?? {};
    validateConfig(source, config, ANY_HOST, diagnostics);
    return {};
  });
}
