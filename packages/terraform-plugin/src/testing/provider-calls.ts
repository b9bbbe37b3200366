import * as wire5 from "../protocol/generated/tfplugin5.ts";
import * as wire6 from "../protocol/generated/tfplugin6.ts";
import type { PluginAddress } from "../serve/handshake.ts";
import { connectPlain, type GrpcClient } from "./host/grpc-client.ts";

/** What a generated message codec can do. */
interface Codec<M> {
  encode(message: M): { finish(): Uint8Array };
  decode(bytes: Uint8Array): M;
}

type Call<Request, Response> = (request: Request) => Promise<Response>;

/** The schema of a provider in the messages of either protocol. */
export type ProviderSchemaResponse = wire5.GetProviderSchema_Response | wire6.GetProviderSchema_Response;

/** Every call of a provider, under the names and in the messages of protocol 6. A call rejects with grpc-js's ServiceError. */
export interface ProviderCalls {
  readonly getMetadata: Call<wire6.GetMetadata_Request, wire6.GetMetadata_Response>;
  readonly getProviderSchema: Call<wire6.GetProviderSchema_Request, ProviderSchemaResponse>;
  readonly validateProviderConfig: Call<
    wire6.ValidateProviderConfig_Request,
    wire6.ValidateProviderConfig_Response
  >;
  readonly validateResourceConfig: Call<
    wire6.ValidateResourceConfig_Request,
    wire6.ValidateResourceConfig_Response
  >;
  readonly validateDataResourceConfig: Call<
    wire6.ValidateDataResourceConfig_Request,
    wire6.ValidateDataResourceConfig_Response
  >;
  readonly upgradeResourceState: Call<
    wire6.UpgradeResourceState_Request,
    wire6.UpgradeResourceState_Response
  >;
  readonly getResourceIdentitySchemas: Call<
    wire6.GetResourceIdentitySchemas_Request,
    wire6.GetResourceIdentitySchemas_Response
  >;
  readonly upgradeResourceIdentity: Call<
    wire6.UpgradeResourceIdentity_Request,
    wire6.UpgradeResourceIdentity_Response
  >;
  readonly configureProvider: Call<wire6.ConfigureProvider_Request, wire6.ConfigureProvider_Response>;
  readonly readResource: Call<wire6.ReadResource_Request, wire6.ReadResource_Response>;
  readonly planResourceChange: Call<wire6.PlanResourceChange_Request, wire6.PlanResourceChange_Response>;
  readonly applyResourceChange: Call<wire6.ApplyResourceChange_Request, wire6.ApplyResourceChange_Response>;
  readonly importResourceState: Call<wire6.ImportResourceState_Request, wire6.ImportResourceState_Response>;
  readonly moveResourceState: Call<wire6.MoveResourceState_Request, wire6.MoveResourceState_Response>;
  readonly readDataSource: Call<wire6.ReadDataSource_Request, wire6.ReadDataSource_Response>;
  readonly getFunctions: Call<wire6.GetFunctions_Request, wire6.GetFunctions_Response>;
  readonly stopProvider: Call<wire6.StopProvider_Request, wire6.StopProvider_Response>;
}

/** A connection to a provider that serves without TLS. */
export interface ProviderConnection {
  readonly calls: ProviderCalls;
  /** Ends the connection; calls under way are cancelled. */
  close(): void;
}

/** Where a provider listens, and the protocol to speak. */
export interface ProviderEndpoint extends PluginAddress {
  readonly protocol: 5 | 6;
}

/** Connects to a provider as Terraform does when it reattaches; the gRPC client is grpc-js, which the server shares nothing with. */
export function connectProvider({ protocol, ...address }: ProviderEndpoint): ProviderConnection {
  const client = connectPlain(address);
  return { calls: protocol === 5 ? calls5(client) : calls6(client), close: () => client.close() };
}

function calls6(client: GrpcClient): ProviderCalls {
  const call = caller(client, "tfplugin6.Provider");
  const w = wire6;
  return {
    getMetadata: call("GetMetadata", w.GetMetadata_Request, w.GetMetadata_Response),
    getProviderSchema: call("GetProviderSchema", w.GetProviderSchema_Request, w.GetProviderSchema_Response),
    validateProviderConfig: call(
      "ValidateProviderConfig",
      w.ValidateProviderConfig_Request,
      w.ValidateProviderConfig_Response,
    ),
    validateResourceConfig: call(
      "ValidateResourceConfig",
      w.ValidateResourceConfig_Request,
      w.ValidateResourceConfig_Response,
    ),
    validateDataResourceConfig: call(
      "ValidateDataResourceConfig",
      w.ValidateDataResourceConfig_Request,
      w.ValidateDataResourceConfig_Response,
    ),
    configureProvider: call("ConfigureProvider", w.ConfigureProvider_Request, w.ConfigureProvider_Response),
    stopProvider: call("StopProvider", w.StopProvider_Request, w.StopProvider_Response),
    ...objectCalls(call, w),
  };
}

function calls5(client: GrpcClient): ProviderCalls {
  const call = caller(client, "tfplugin5.Provider");
  const w = wire5;
  return {
    getMetadata: call("GetMetadata", w.GetMetadata_Request, w.GetMetadata_Response),
    getProviderSchema: call("GetSchema", w.GetProviderSchema_Request, w.GetProviderSchema_Response),
    validateProviderConfig: call(
      "PrepareProviderConfig",
      w.PrepareProviderConfig_Request,
      w.PrepareProviderConfig_Response,
    ),
    validateResourceConfig: call(
      "ValidateResourceTypeConfig",
      w.ValidateResourceTypeConfig_Request,
      w.ValidateResourceTypeConfig_Response,
    ),
    validateDataResourceConfig: call(
      "ValidateDataSourceConfig",
      w.ValidateDataSourceConfig_Request,
      w.ValidateDataSourceConfig_Response,
    ),
    configureProvider: call("Configure", w.Configure_Request, w.Configure_Response),
    stopProvider: call("Stop", w.Stop_Request, w.Stop_Response),
    ...objectCalls(call, w),
  };
}

/** The calls that have the same names in both protocols. */
function objectCalls(call: Caller, w: typeof wire5 | typeof wire6) {
  return {
    upgradeResourceState: call(
      "UpgradeResourceState",
      w.UpgradeResourceState_Request,
      w.UpgradeResourceState_Response,
    ),
    getResourceIdentitySchemas: call(
      "GetResourceIdentitySchemas",
      w.GetResourceIdentitySchemas_Request,
      w.GetResourceIdentitySchemas_Response,
    ),
    upgradeResourceIdentity: call(
      "UpgradeResourceIdentity",
      w.UpgradeResourceIdentity_Request,
      w.UpgradeResourceIdentity_Response,
    ),
    readResource: call("ReadResource", w.ReadResource_Request, w.ReadResource_Response),
    planResourceChange: call(
      "PlanResourceChange",
      w.PlanResourceChange_Request,
      w.PlanResourceChange_Response,
    ),
    applyResourceChange: call(
      "ApplyResourceChange",
      w.ApplyResourceChange_Request,
      w.ApplyResourceChange_Response,
    ),
    importResourceState: call(
      "ImportResourceState",
      w.ImportResourceState_Request,
      w.ImportResourceState_Response,
    ),
    moveResourceState: call("MoveResourceState", w.MoveResourceState_Request, w.MoveResourceState_Response),
    readDataSource: call("ReadDataSource", w.ReadDataSource_Request, w.ReadDataSource_Response),
    getFunctions: call("GetFunctions", w.GetFunctions_Request, w.GetFunctions_Response),
  };
}

type Caller = ReturnType<typeof caller>;

function caller(client: GrpcClient, service: string) {
  return <Request, Response>(
    method: string,
    request: Codec<Request>,
    response: Codec<Response>,
  ): Call<Request, Response> =>
    async (message) =>
      response.decode(await client.call(`/${service}/${method}`, request.encode(message).finish()));
}
