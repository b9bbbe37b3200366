import { validateConfig } from "../lifecycle/validate.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { objectCodec } from "../schema/object-codec.ts";
import { decodeObject } from "./messages/object.ts";
import type { ProviderServer } from "./provider-server.ts";
import { respond } from "./respond.ts";

/** Checks the configuration of a resource. Called often, on a provider that is not configured, with unknown values. */
export function validateResourceConfig<Client>(
  { catalog }: ProviderServer<Client>,
  request: Pick<wire.ValidateResourceConfig_Request, "typeName" | "config"> & {
    readonly clientCapabilities: Pick<wire.ClientCapabilities, "writeOnlyAttributesAllowed"> | undefined;
  },
): Promise<wire.ValidateResourceConfig_Response> {
  return respond(`checking ${request.typeName}`, { diagnostics: [] }, (diagnostics) => {
    const resource = catalog.resource(request.typeName);
    const writeOnlyAttributes = request.clientCapabilities?.writeOnlyAttributesAllowed ?? false;
    const config = decodeObject(objectCodec(resource.schema), request.config) ?? {};
    validateConfig(resource, config, { writeOnlyAttributes }, diagnostics);
    return {};
  });
}
