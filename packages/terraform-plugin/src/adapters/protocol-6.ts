import * as wire from "../protocol/generated/tfplugin6.ts";
import { configureProvider } from "../rpc/configure-provider.ts";
import { getProviderSchema } from "../rpc/get-provider-schema.ts";
import type { ProviderServer } from "../rpc/provider-server.ts";
import { stopProvider } from "../rpc/stop-provider.ts";
import { validateDataResourceConfig } from "../rpc/validate-data-resource-config.ts";
import { validateProviderConfig } from "../rpc/validate-provider-config.ts";
import { validateResourceConfig } from "../rpc/validate-resource-config.ts";
import type { MethodTable } from "../serve/grpc/method.ts";
import { commonMethods, methodTable } from "./common-methods.ts";
import { unary } from "./unary.ts";

/** The calls of plugin protocol 6. */
export function protocol6<Client>(server: ProviderServer<Client>): MethodTable {
  return methodTable("tfplugin6.Provider", {
    ...commonMethods(server, wire),
    GetProviderSchema: unary(wire.GetProviderSchema_Request, wire.GetProviderSchema_Response, () =>
      getProviderSchema(server),
    ),
    ValidateProviderConfig: unary(
      wire.ValidateProviderConfig_Request,
      wire.ValidateProviderConfig_Response,
      (request) => validateProviderConfig(server, request),
    ),
    ValidateResourceConfig: unary(
      wire.ValidateResourceConfig_Request,
      wire.ValidateResourceConfig_Response,
      (request) => validateResourceConfig(server, request),
    ),
    ValidateDataResourceConfig: unary(
      wire.ValidateDataResourceConfig_Request,
      wire.ValidateDataResourceConfig_Response,
      (request) => validateDataResourceConfig(server, request),
    ),
    ConfigureProvider: unary(wire.ConfigureProvider_Request, wire.ConfigureProvider_Response, (request) =>
      configureProvider(server, request),
    ),
    StopProvider: unary(wire.StopProvider_Request, wire.StopProvider_Response, () => stopProvider(server)),
  });
}
