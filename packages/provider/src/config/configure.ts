import { type ConfigureContext, DiagnosticError, maskSecret } from "terraform-plugin";
import { providerError } from "../errors.ts";
import { createProviderClient, deferredClient, type ProviderClient } from "./client.ts";
import { proxyPassword } from "./proxy.ts";
import type { ProviderConfig } from "./schema.ts";
import { resolveSettings } from "./settings.ts";
import { resolveTagPolicy } from "./tag-arguments.ts";
import { warnOfExposedCredentials, warnOfIgnoredArguments } from "./warnings.ts";

/** Makes the client that resources work with. Nothing is called. */
export function configure({
  config,
  terraformVersion,
  diagnostics,
}: ConfigureContext<ProviderConfig>): ProviderClient {
  maskSecrets(config);
  warnOfIgnoredArguments(config, diagnostics);
  const tagPolicy = resolveTagPolicy(config);
  const resolved = resolveSettings(config, process.env, diagnostics);
  if (resolved === null) return deferredClient([], tagPolicy);
  if ("unknown" in resolved) return deferredClient(resolved.unknown, tagPolicy);
  const { accessKeyId, accessKeySecret, securityToken, proxyUrl } = resolved.settings;
  const password = proxyUrl && proxyPassword(proxyUrl);
  for (const secret of [accessKeyId, accessKeySecret, securityToken, password]) {
    if (secret) maskSecret(secret);
  }
  warnOfExposedCredentials(resolved.settings, diagnostics);
  try {
    return createProviderClient(resolved.settings, tagPolicy, terraformVersion);
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw providerError("configuration_invalid", `Could not set up the provider: ${reason}.`);
  }
}

function maskSecrets(config: ProviderConfig): void {
  const { access_key, secret_key, security_token, organization_accesskey, organization_secretkey } = config;
  for (const secret of [
    access_key,
    secret_key,
    security_token,
    organization_accesskey,
    organization_secretkey,
  ]) {
    if (typeof secret === "string" && secret !== "") maskSecret(secret);
  }
}
