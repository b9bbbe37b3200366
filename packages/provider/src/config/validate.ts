import type { Diagnostics } from "terraform-plugin";
import { validateProxy } from "./proxy.ts";
import type { ProviderConfig } from "./schema.ts";
import { refuseUnsupportedArguments } from "./unsupported-arguments.ts";

/** Rules for the provider block that its schema cannot express. */
export function validateProvider(config: ProviderConfig, diagnostics: Diagnostics): void {
  refuseUnsupportedArguments(config, diagnostics);
  if (typeof config.proxy === "string") validateProxy(config.proxy, diagnostics);
}
