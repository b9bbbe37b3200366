import * as wire from "../protocol/generated/tfplugin6.ts";
import { applyResourceChange } from "../rpc/apply-resource-change.ts";
import { configureProvider } from "../rpc/configure-provider.ts";
import { getFunctions } from "../rpc/get-functions.ts";
import { getMetadata } from "../rpc/get-metadata.ts";
import { getProviderSchema } from "../rpc/get-provider-schema.ts";
import { getResourceIdentitySchemas } from "../rpc/get-resource-identity-schemas.ts";
import { importResourceState } from "../rpc/import-resource-state.ts";
import { moveResourceState } from "../rpc/move-resource-state.ts";
import { planResourceChange } from "../rpc/plan-resource-change.ts";
import type { ProviderServer } from "../rpc/provider-server.ts";
import { readDataSource } from "../rpc/read-data-source.ts";
import { readResource } from "../rpc/read-resource.ts";
import { stopProvider } from "../rpc/stop-provider.ts";
import { upgradeResourceState } from "../rpc/upgrade-resource-state.ts";
import { validateDataResourceConfig } from "../rpc/validate-data-resource-config.ts";
import { validateProviderConfig } from "../rpc/validate-provider-config.ts";
import { validateResourceConfig } from "../rpc/validate-resource-config.ts";
import type { MethodTable } from "../serve/grpc/method.ts";
import { unary } from "./unary.ts";

/** The calls of plugin protocol 6. */
export function protocol6<Client>(server: ProviderServer<Client>): MethodTable {
  const methods = {
    GetMetadata: unary(wire.GetMetadata_Request, wire.GetMetadata_Response, () => getMetadata(server)),
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
    UpgradeResourceState: unary(
      wire.UpgradeResourceState_Request,
      wire.UpgradeResourceState_Response,
      (request) => upgradeResourceState(server, request),
    ),
    GetResourceIdentitySchemas: unary(
      wire.GetResourceIdentitySchemas_Request,
      wire.GetResourceIdentitySchemas_Response,
      () => getResourceIdentitySchemas(),
    ),
    ConfigureProvider: unary(wire.ConfigureProvider_Request, wire.ConfigureProvider_Response, (request) =>
      configureProvider(server, request),
    ),
    ReadResource: unary(wire.ReadResource_Request, wire.ReadResource_Response, (request, { signal }) =>
      readResource(server, request, signal),
    ),
    PlanResourceChange: unary(
      wire.PlanResourceChange_Request,
      wire.PlanResourceChange_Response,
      (request, { signal }) => planResourceChange(server, request, signal),
    ),
    ApplyResourceChange: unary(
      wire.ApplyResourceChange_Request,
      wire.ApplyResourceChange_Response,
      (request, { signal }) => applyResourceChange(server, request, signal),
    ),
    ImportResourceState: unary(
      wire.ImportResourceState_Request,
      wire.ImportResourceState_Response,
      (request, { signal }) => importResourceState(server, request, signal),
    ),
    MoveResourceState: unary(wire.MoveResourceState_Request, wire.MoveResourceState_Response, (request) =>
      moveResourceState(server, request),
    ),
    ReadDataSource: unary(wire.ReadDataSource_Request, wire.ReadDataSource_Response, (request, { signal }) =>
      readDataSource(server, request, signal),
    ),
    GetFunctions: unary(wire.GetFunctions_Request, wire.GetFunctions_Response, () => getFunctions()),
    StopProvider: unary(wire.StopProvider_Request, wire.StopProvider_Response, () => stopProvider(server)),
  };
  return new Map(Object.entries(methods).map(([name, method]) => [`/tfplugin6.Provider/${name}`, method]));
}
