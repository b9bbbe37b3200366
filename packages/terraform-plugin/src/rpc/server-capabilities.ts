import type { ServerCapabilities } from "../protocol/generated/tfplugin6.ts";

/** What this framework can do beyond the first version of the protocol. */
export const SERVER_CAPABILITIES: ServerCapabilities = {
  planDestroy: false,
  getProviderSchemaOptional: true,
  moveResourceState: true,
  generateResourceConfig: false,
};
