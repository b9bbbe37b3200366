import { type ConfigureContext, DiagnosticError, maskSecret } from "terraform-plugin";
import { createProviderClient, deferredClient, type ProviderClient } from "./client.ts";
import type { ProviderConfig } from "./schema.ts";
import { resolveSettings, resolveTagPolicy } from "./settings.ts";
import { warnOfIgnoredArguments } from "./warnings.ts";

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
  for (const secret of [accessKeyId, accessKeySecret, securityToken, proxyPassword(proxyUrl)]) {
    if (secret) maskSecret(secret);
  }
  try {
    return createProviderClient(resolved.settings, tagPolicy, terraformVersion);
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DiagnosticError("Invalid provider configuration", `The provider cannot be set up: ${reason}.`);
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

function proxyPassword(proxyUrl: string | undefined): string | undefined {
  if (!proxyUrl || !URL.canParse(proxyUrl)) return undefined;
  const { password } = new URL(proxyUrl);
  try {
    return decodeURIComponent(password) || undefined;
  } catch {
    // A percent sign that encodes nothing: the password is what is written.
    return password;
  }
}
