export type { Environment } from "../environment.ts";
export * as tfplugin6 from "../protocol/generated/tfplugin6.ts";
export { connectHost, GrpcClient } from "./host/grpc-client.ts";
export { hostEnvironment, killPlugin, type PluginProcess, startPlugin } from "./host/plugin-process.ts";
export { connectHostTls } from "./host/tls-client.ts";
export {
  HTTP2_PREFACE,
  type UnauthorizedClient,
  unauthorizedClients,
} from "./host/unauthorized-clients.ts";
export type { TestDiagnostic } from "./plain-messages.ts";
export type { ProviderCalls, ProviderEndpoint, ProviderSchemaResponse } from "./provider-calls.ts";
export { connectTestProvider, type StartOptions, startProvider } from "./start-provider.ts";
export type { CommandResult, RunningCommand } from "./terraform/command.ts";
export { findTerraform } from "./terraform/find-terraform.ts";
export type {
  JsonObject,
  JsonPlan,
  JsonResource,
  JsonResourceChange,
  JsonState,
  PlanAction,
} from "./terraform/json-output.ts";
export type { ProviderUnderTest } from "./terraform/providers-under-test.ts";
export type { StateFile, StoredObject } from "./terraform/state-file.ts";
export {
  TerraformFailed,
  TerraformWorkspace,
  terraformWorkspace,
  type WorkspaceOptions,
} from "./terraform/workspace.ts";
export {
  type Change,
  type ObjectResponse,
  type PlannedChange,
  type PlanResponse,
  type StoredResponse,
  TestProvider,
  type TestResponse,
} from "./test-provider.ts";
export type { CoreValue, PlainObject } from "./values.ts";
