import * as wire from "../protocol/generated/tfplugin5.ts";
import type { ProviderServer } from "../rpc/provider-server.ts";
import type { MethodTable } from "../serve/grpc/method.ts";
import { unary } from "./unary.ts";

const NOTHING = new Uint8Array(0);

/**
 * The calls of plugin protocol 5: those of 6 under older names. Its messages are the same but for the numbers of some fields, which the
 * codecs know, and for members that only 6 has, which are added here.
 */
export function protocol5<Client>(server: ProviderServer<Client>): MethodTable {
  const methods = {
    GetMetadata: unary(wire.GetMetadata_Request, wire.GetMetadata_Response, () => server.getMetadata()),
    GetSchema: unary(wire.GetProviderSchema_Request, wire.GetProviderSchema_Response, () =>
      server.getProviderSchema(),
    ),
    PrepareProviderConfig: unary(
      wire.PrepareProviderConfig_Request,
      wire.PrepareProviderConfig_Response,
      async (request) => ({
        ...(await server.validateProviderConfig(request)),
        preparedConfig: request.config,
      }),
    ),
    ValidateResourceTypeConfig: unary(
      wire.ValidateResourceTypeConfig_Request,
      wire.ValidateResourceTypeConfig_Response,
      (request) =>
        server.validateResourceConfig({
          ...request,
          clientCapabilities: capabilities(request.clientCapabilities),
        }),
    ),
    ValidateDataSourceConfig: unary(
      wire.ValidateDataSourceConfig_Request,
      wire.ValidateDataSourceConfig_Response,
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
    Configure: unary(wire.Configure_Request, wire.Configure_Response, (request) =>
      server.configureProvider({ ...request, clientCapabilities: capabilities(request.clientCapabilities) }),
    ),
    ReadResource: unary(wire.ReadResource_Request, wire.ReadResource_Response, (request, { signal }) =>
      server.readResource(
        { ...request, clientCapabilities: capabilities(request.clientCapabilities) },
        signal,
      ),
    ),
    PlanResourceChange: unary(
      wire.PlanResourceChange_Request,
      wire.PlanResourceChange_Response,
      (request, { signal }) =>
        server.planResourceChange(
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
      (request, { signal }) => server.applyResourceChange(request, signal),
    ),
    ImportResourceState: unary(
      wire.ImportResourceState_Request,
      wire.ImportResourceState_Response,
      (request, { signal }) =>
        server.importResourceState(
          { ...request, clientCapabilities: capabilities(request.clientCapabilities) },
          signal,
        ),
    ),
    MoveResourceState: unary(wire.MoveResourceState_Request, wire.MoveResourceState_Response, (request) =>
      server.moveResourceState(request),
    ),
    ReadDataSource: unary(wire.ReadDataSource_Request, wire.ReadDataSource_Response, (request, { signal }) =>
      server.readDataSource(
        { ...request, clientCapabilities: capabilities(request.clientCapabilities) },
        signal,
      ),
    ),
    GetFunctions: unary(wire.GetFunctions_Request, wire.GetFunctions_Response, () => server.getFunctions()),
    Stop: unary(wire.Stop_Request, wire.Stop_Response, () => server.stopProvider()),
  };
  return new Map(Object.entries(methods).map(([name, method]) => [`/tfplugin5.Provider/${name}`, method]));
}

function capabilities(given: wire.ClientCapabilities | undefined) {
  return given && { ...given, storePlannedPrivate: false, computedBlocksAllowed: false };
}
