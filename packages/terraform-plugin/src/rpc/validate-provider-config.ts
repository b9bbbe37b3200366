import { ANY_HOST } from "../lifecycle/presence.ts";
import { validateConfig } from "../lifecycle/validate.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { objectCodec } from "../schema/object-codec.ts";
import { decodeObject } from "./messages/object.ts";
import type { ProviderServer } from "./provider-server.ts";
import { respond } from "./respond.ts";

/** Checks the provider block. Called before ConfigureProvider, with unknown values. */
export function validateProviderConfig<Client>(
  { provider }: ProviderServer<Client>,
  request: wire.ValidateProviderConfig_Request,
): Promise<wire.ValidateProviderConfig_Response> {
  return respond("checking the provider configuration", { diagnostics: [] }, (diagnostics) => {
    const config = decodeObject(objectCodec(provider.schema), request.config) ?? {};
    validateConfig(provider, config, ANY_HOST, diagnostics);
    return {};
  });
}
