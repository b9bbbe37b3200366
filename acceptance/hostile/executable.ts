import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { readCoreSchema } from "../../packages/terraform-plugin/src/testing/core-schema.ts";
import {
  hostEnvironment,
  killPlugin,
  type PluginProcess,
  watchPlugin,
} from "../../packages/terraform-plugin/src/testing/host/plugin-process.ts";
import { connectProvider } from "../../packages/terraform-plugin/src/testing/provider-calls.ts";
import { TestProvider } from "../../packages/terraform-plugin/src/testing/test-provider.ts";
import { providerExecutable } from "../support/provider-build.ts";

/** Starts the built executable as terraform does; what is set is added to its environment, and what is undefined taken away. */
export function startExecutable(environment: NodeJS.ProcessEnv = {}): Promise<PluginProcess> {
  const env = hostEnvironment(environment);
  return watchPlugin(spawn(providerExecutable(), { env, stdio: ["ignore", "pipe", "pipe"] }));
}

/** The built executable as a host speaks to it, with the process that it is. */
export interface RunningExecutable {
  readonly provider: TestProvider;
  readonly process: PluginProcess;
  close(): Promise<void>;
}

/** Starts the executable for a host without TLS, and speaks protocol 6 to it. It is not configured yet. */
export async function connectExecutable(): Promise<RunningExecutable> {
  const plugin = await startExecutable({ PLUGIN_CLIENT_CERT: undefined });
  const { calls, close } = connectProvider({ network: "unix", address: plugin.address, protocol: 6 });
  const schemas = await calls.getProviderSchema({});
  const provider = new TestProvider(
    calls,
    {
      provider: readCoreSchema(schemas.provider),
      resources: new Map([...schemas.resourceSchemas].map(([name, each]) => [name, readCoreSchema(each)])),
      dataSources: new Map(
        [...schemas.dataSourceSchemas].map(([name, each]) => [name, readCoreSchema(each)]),
      ),
    },
    close,
  );
  return {
    provider,
    process: plugin,
    async close() {
      provider.close();
      await killPlugin(plugin);
    },
  };
}

/** Whether the process is still there. */
export function isAlive({ child }: PluginProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** The most memory that the process ever had, in MiB. Linux only. Source: proc(5), VmHWM. */
export function peakMemoryMib({ child }: PluginProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
