import * as wire from "../protocol/generated/tfplugin5.ts";
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

const NOTHING = new Uint8Array(0);

/**
 * The calls of plugin protocol 5: those of 6 under older names. Its messages are the same but for the numbers of some fields, which the
 * codecs know, and for members that only 6 has, which are added here.
 */
export function protocol5<Client>(server: ProviderServer<Client>): MethodTable {
  const methods = {
    GetMetadata: unary(wire.GetMetadata_Request, wire.GetMetadata_Response, () => getMetadata(server)),
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
      (request) =>
        validateResourceConfig(server, {
          ...request,
          clientCapabilities: capabilities(request.clientCapabilities),
        }),
    ),
    ValidateDataSourceConfig: unary(
      wire.ValidateDataSourceConfig_Request,
      wire.ValidateDataSourceConfig_Response,
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
    Configure: unary(wire.Configure_Request, wire.Configure_Response, (request) =>
      configureProvider(server, { ...request, clientCapabilities: capabilities(request.clientCapabilities) }),
    ),
    ReadResource: unary(wire.ReadResource_Request, wire.ReadResource_Response, (request, { signal }) =>
      readResource(
        server,
        { ...request, clientCapabilities: capabilities(request.clientCapabilities) },
        signal,
      ),
    ),
    PlanResourceChange: unary(
      wire.PlanResourceChange_Request,
      wire.PlanResourceChange_Response,
      (request, { signal }) =>
        planResourceChange(
          server,
          {
            ...request,
            clientCapabilities: capabilities(request.clientCapabilities),
            plannedPrivate: NOTHING,
          },
          signal,
        ),
    ),
    ApplyResourceChange: unary(
      wire.ApplyResourceChange_Request,
      wire.ApplyResourceChange_Response,
      (request, { signal }) => applyResourceChange(server, request, signal),
    ),
    ImportResourceState: unary(
      wire.ImportResourceState_Request,
      wire.ImportResourceState_Response,
      (request, { signal }) =>
        importResourceState(
          server,
          { ...request, clientCapabilities: capabilities(request.clientCapabilities) },
          signal,
        ),
    ),
    MoveResourceState: unary(wire.MoveResourceState_Request, wire.MoveResourceState_Response, (request) =>
      moveResourceState(server, request),
    ),
    ReadDataSource: unary(wire.ReadDataSource_Request, wire.ReadDataSource_Response, (request, { signal }) =>
      readDataSource(
        server,
        { ...request, clientCapabilities: capabilities(request.clientCapabilities) },
        signal,
      ),
    ),
    GetFunctions: unary(wire.GetFunctions_Request, wire.GetFunctions_Response, () => getFunctions()),
    Stop: unary(wire.Stop_Request, wire.Stop_Response, () => stopProvider(server)),
  };
  return new Map(Object.entries(methods).map(([name, method]) => [`/tfplugin5.Provider/${name}`, method]));
}

function capabilities(given: wire.ClientCapabilities | undefined) {
  return given && { ...given, storePlannedPrivate: false, computedBlocksAllowed: false };
}
