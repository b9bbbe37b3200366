import * as wire from "../protocol/generated/tfplugin6.ts";
import type { ProviderServer } from "../rpc/provider-server.ts";
import type { MethodTable } from "../serve/grpc/method.ts";
import { unary } from "./unary.ts";

/** The calls of plugin protocol 6. */
export function protocol6<Client>(server: ProviderServer<Client>): MethodTable {
  const methods = {
    GetMetadata: unary(wire.GetMetadata_Request, wire.GetMetadata_Response, () => server.getMetadata()),
    GetProviderSchema: unary(wire.GetProviderSchema_Request, wire.GetProviderSchema_Response, () =>
      server.getProviderSchema(),
    ),
    ValidateProviderConfig: unary(
      wire.ValidateProviderConfig_Request,
      wire.ValidateProviderConfig_Response,
      (request) => server.validateProviderConfig(request),
    ),
    ValidateResourceConfig: unary(
      wire.ValidateResourceConfig_Request,
      wire.ValidateResourceConfig_Response,
      (request) => server.validateResourceConfig(request),
    ),
    ValidateDataResourceConfig: unary(
      wire.ValidateDataResourceConfig_Request,
      wire.ValidateDataResourceConfig_Response,
      (request) => server.validateDataSourceConfig(request),
    ),
    UpgradeResourceState: unary(
      wire.UpgradeResourceState_Request,
      wire.UpgradeResourceState_Response,
      (request) => server.upgradeResourceState(request),
    ),
    GetResourceIdentitySchemas: unary(
      wire.GetResourceIdentitySchemas_Request,
      wire.GetResourceIdentitySchemas_Response,
      () => server.getResourceIdentitySchemas(),
    ),
    ConfigureProvider: unary(wire.ConfigureProvider_Request, wire.ConfigureProvider_Response, (request) =>
      server.configureProvider(request),
    ),
    ReadResource: unary(wire.ReadResource_Request, wire.ReadResource_Response, (request, { signal }) =>
      server.readResource(request, signal),
    ),
    PlanResourceChange: unary(
      wire.PlanResourceChange_Request,
      wire.PlanResourceChange_Response,
      (request, { signal }) => server.planResourceChange(request, signal),
    ),
    ApplyResourceChange: unary(
      wire.ApplyResourceChange_Request,
      wire.ApplyResourceChange_Response,
      (request, { signal }) => server.applyResourceChange(request, signal),
    ),
    ImportResourceState: unary(
      wire.ImportResourceState_Request,
      wire.ImportResourceState_Response,
      (request, { signal }) => server.importResourceState(request, signal),
    ),
    MoveResourceState: unary(wire.MoveResourceState_Request, wire.MoveResourceState_Response, (request) =>
      server.moveResourceState(request),
    ),
    ReadDataSource: unary(wire.ReadDataSource_Request, wire.ReadDataSource_Response, (request, { signal }) =>
      server.readDataSource(request, signal),
    ),
    GetFunctions: unary(wire.GetFunctions_Request, wire.GetFunctions_Response, () => server.getFunctions()),
    StopProvider: unary(wire.StopProvider_Request, wire.StopProvider_Response, () => server.stopProvider()),
  };
  return new Map(Object.entries(methods).map(([name, method]) => [`/tfplugin6.Provider/${name}`, method]));
}
