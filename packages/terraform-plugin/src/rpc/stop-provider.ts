import type * as wire from "../protocol/generated/tfplugin6.ts";
import type { ProviderServer } from "./provider-server.ts";

/** Aborts the operations in progress. Terraform waits for the calls in flight, so this must return at once. */
export function stopProvider<Client>(server: ProviderServer<Client>): wire.StopProvider_Response {
  server.stop();
  return { Error: "" };
}
