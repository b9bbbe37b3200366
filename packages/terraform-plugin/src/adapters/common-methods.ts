import type * as wire5 from "../protocol/generated/tfplugin5.ts";
import type * as wire6 from "../protocol/generated/tfplugin6.ts";
import { applyResourceChange } from "../rpc/apply-resource-change.ts";
import { getFunctions } from "../rpc/get-functions.ts";
import { getMetadata } from "../rpc/get-metadata.ts";
import { getResourceIdentitySchemas } from "../rpc/get-resource-identity-schemas.ts";
import { importResourceState } from "../rpc/import-resource-state.ts";
import { moveResourceState } from "../rpc/move-resource-state.ts";
import { planResourceChange } from "../rpc/plan-resource-change.ts";
import type { ProviderServer } from "../rpc/provider-server.ts";
import { readDataSource } from "../rpc/read-data-source.ts";
import { readResource } from "../rpc/read-resource.ts";
import { upgradeResourceState } from "../rpc/upgrade-resource-state.ts";
import type { Method, MethodTable } from "../serve/grpc/method.ts";
import { unary } from "./unary.ts";

/**
 * The calls that have the same names in both protocols. Their messages differ only in the numbers of some fields, which the codecs of `wire`
 * know, and in members that nothing here reads.
 */
export function commonMethods<Client>(server: ProviderServer<Client>, wire: typeof wire5 | typeof wire6) {
  return {
    GetMetadata: unary(wire.GetMetadata_Request, wire.GetMetadata_Response, () => getMetadata(server)),
    UpgradeResourceState: unary(
      wire.UpgradeResourceState_Request,
      wire.UpgradeResourceState_Response,
      (request) => upgradeResourceState(server, request),
    ),
    GetResourceIdentitySchemas: unary(
      wire.GetResourceIdentitySchemas_Request,
      wire.GetResourceIdentitySchemas_Response,
      getResourceIdentitySchemas,
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
    GetFunctions: unary(wire.GetFunctions_Request, wire.GetFunctions_Response, getFunctions),
  };
}

/** Methods by the paths that they are called under. */
export function methodTable(service: string, methods: Readonly<Record<string, Method>>): MethodTable {
  return new Map(Object.entries(methods).map(([name, method]) => [`/${service}/${name}`, method]));
}
