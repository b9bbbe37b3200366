import * as wire from "../protocol/generated/tfplugin5.ts";
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

/** The calls of plugin protocol 5: those of 6, some of them under older names. */
export function protocol5<Client>(server: ProviderServer<Client>): MethodTable {
  return methodTable("tfplugin5.Provider", {
    ...commonMethods(server, wire),
    GetSchema: unary(wire.GetProviderSchema_Request, wire.GetProviderSchema_Response, () =>
      getProviderSchema(server),
    ),
    PrepareProviderConfig: unary(
      wire.PrepareProviderConfig_Request,
      wire.PrepareProviderConfig_Response,
      async (request) => ({
        ...(await validateProviderConfig(server, request)),
        preparedConfig: request.config,
      }),
    ),
    ValidateResourceTypeConfig: unary(
      wire.ValidateResourceTypeConfig_Request,
      wire.ValidateResourceTypeConfig_Response,
      (request) => validateResourceConfig(server, request),
    ),
    ValidateDataSourceConfig: unary(
      wire.ValidateDataSourceConfig_Request,
      wire.ValidateDataSourceConfig_Response,
      (request) => validateDataResourceConfig(server, request),
    ),
    Configure: unary(wire.Configure_Request, wire.Configure_Response, (request) =>
      configureProvider(server, request),
    ),
    Stop: unary(wire.Stop_Request, wire.Stop_Response, () => stopProvider(server)),
  });
}
