import { type Diagnostics, path } from "terraform-plugin";
import type { ProviderConfig } from "./schema.ts";
import { refuseUnsupportedArguments } from "./unsupported-arguments.ts";

/** Rules for the provider block that its schema cannot express. */
export function validateProvider(config: ProviderConfig, diagnostics: Diagnostics): void {
  refuseUnsupportedArguments(config, diagnostics);
  if (typeof config.proxy === "string" && config.proxy !== "" && !isHttpUrl(config.proxy)) {
    diagnostics.error(
      "Invalid value for proxy",
      "proxy must be a URL that starts with http:// or https://. (Its value is not shown: it may contain a password.)",
      path("proxy"),
    );
  }
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}
