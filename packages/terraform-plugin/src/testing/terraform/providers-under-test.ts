import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Provider } from "../../definition/provider.ts";
import type { Environment } from "../../environment.ts";
import { type RunningServer, startServer } from "../../serve/debug.ts";
import { pluginServices } from "../../serve-provider.ts";
import { providerType, shortSource, sourceAddresses } from "../../source-address.ts";

/** A provider as an executable, or one that runs in the process of the test. */
export type ProviderUnderTest =
  | {
      /** `NAMESPACE/TYPE` or `HOST/NAMESPACE/TYPE`; without a host, or on a default registry, it is found by Terraform and by OpenTofu. */
      readonly source: string;
      /** Path of the executable, whatever its name. */
      readonly executable: string;
    }
  | { readonly provider: Provider<unknown>; readonly protocol?: 5 | 6 };

/** What makes Terraform use the providers. */
export interface AttachedProviders {
  readonly environment: Environment;
  /** A `terraform` block with the source addresses. */
  readonly requiredProviders: string;
  /** Stops the providers of this process. */
  detach(): void;
}

const CLI_CONFIG_FILE = ".terraformrc";

/** Prepares `folder` and an environment in which Terraform uses these providers and nothing of the user's own. */
export async function attachProviders(
  providers: readonly ProviderUnderTest[],
  folder: string,
): Promise<AttachedProviders> {
  const overrides: (readonly [source: string, directory: string])[] = [];
  const reattach: Record<string, unknown> = {};
  const servers: RunningServer[] = [];
  for (const each of providers) {
    if ("executable" in each) {
      const directory = linkExecutable(each.source, each.executable, folder);
      overrides.push(...sourceAddresses(each.source).map((address) => [address, directory] as const));
    } else {
      const { provider, protocol } = each;
      const server = await startServer(pluginServices(provider), protocol ? { protocol } : {});
      servers.push(server);
      Object.assign(reattach, JSON.parse(server.reattachProviders));
    }
  }
  writeFileSync(join(folder, CLI_CONFIG_FILE), cliConfig(overrides));
  const sources = providers.map((each) => ("executable" in each ? each.source : each.provider.address));
  return {
    environment: {
      ...inherited(process.env, sources.map(providerType)),
      ...(servers.length > 0 && { TF_REATTACH_PROVIDERS: JSON.stringify(reattach) }),
      TF_CLI_CONFIG_FILE: join(folder, CLI_CONFIG_FILE),
      TF_DATA_DIR: join(folder, ".terraform"),
      TF_IN_AUTOMATION: "1",
      TF_CLI_ARGS: "-no-color",
      CHECKPOINT_DISABLE: "1",
      // Terraform 1.0 otherwise starts itself a second time, which a signal to the process of the test does not reach.
      TF_FORK: "0",
      // Neither Terraform nor the provider finds the user's own settings and credentials there.
      HOME: folder,
    },
    requiredProviders: requiredProviders(sources),
    detach: () => {
      for (const server of servers) server.close();
    },
  };
}

/** Terraform takes the first file in the directory that is named after the provider: it gets one where there is no other. */
function linkExecutable(source: string, executable: string, folder: string): string {
  const directory = join(folder, ".providers", ...source.split("/"));
  mkdirSync(directory, { recursive: true });
  const link = join(directory, `terraform-provider-${providerType(source)}`);
  if (process.platform === "win32") copyFileSync(executable, `${link}.exe`);
  else symlinkSync(resolve(executable), link);
  return directory;
}

function cliConfig(overrides: readonly (readonly [source: string, directory: string])[]): string {
  const lines = overrides.map(
    ([source, directory]) => `    ${JSON.stringify(source)} = ${JSON.stringify(directory)}\n`,
  );
  return `provider_installation {\n  dev_overrides {\n${lines.join("")}  }\n  direct {}\n}\n`;
}

function requiredProviders(sources: readonly string[]): string {
  const lines = sources.map(
    (source) => `    ${providerType(source)} = { source = ${JSON.stringify(shortSource(source))} }\n`,
  );
  return `terraform {\n  required_providers {\n${lines.join("")}  }\n}\n`;
}

/** The environment without what would change Terraform's behaviour or configure the providers. */
function inherited(environment: Environment, types: readonly string[]): Environment {
  const prefixes = [
    "TF_",
    "CHECKPOINT_",
    ...types.map((type) => `${type.toUpperCase().replaceAll("-", "_")}_`),
  ];
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !prefixes.some((prefix) => name.startsWith(prefix))),
  );
}
